"""Runs a command in a mocked device tree, and makes events when the command says it listens.

Usage: umockdev-wrapper python3 hotplug.py DESCRIPTION FIFO COMMAND...
"""
import os
import select
import subprocess
import sys

import gi

gi.require_version("UMockdev", "1.0")
from gi.repository import UMockdev

description, fifo, *command = sys.argv[1:]
testbed = UMockdev.Testbed.new()
with open(description) as file:
    testbed.add_from_string(file.read())
os.mkfifo(fifo)
# Open before the command starts, and without blocking, so that neither side waits for ever.
ready = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)

# The library sets the variable behind Python's back.
environment = dict(os.environ, UMOCKDEV_DIR=testbed.get_root_dir(), PUMPLINK_TEST_FIFO=fifo)
child = subprocess.Popen(command, env=environment)
if not select.select([ready], [], [], 20)[0]:
    child.kill()
    sys.exit("the command never said that it listens")

usb = "/sys/devices/pci0000:00/0000:00:14.0/usb1"
testbed.uevent("/sys/devices/virtual/tty/tty1", "change")
testbed.uevent(usb + "/1-4/1-4:1.0/ttyUSB0/tty/ttyUSB0", "add")
testbed.uevent(usb + "/1-5/1-5:1.0/tty/ttyACM0", "change")
testbed.uevent(usb + "/1-4/1-4:1.0/ttyUSB0/tty/ttyUSB0", "remove")
sys.exit(child.wait())
