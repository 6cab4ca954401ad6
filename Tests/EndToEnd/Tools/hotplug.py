"""Runs a command that watches ports, and plugs a USB adapter in and out while it does.

Usage: umockdev-wrapper python3 hotplug.py DESCRIPTION COMMAND...

Each change is made when the command has printed a line about the one before. What it prints is
passed on, and so is its exit code, after an interrupt.
"""
import os
import signal
import subprocess
import sys

import gi

gi.require_version("UMockdev", "1.0")
from gi.repository import UMockdev

description, *command = sys.argv[1:]
adapter = "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0/ttyUSB0/tty/ttyUSB0"
testbed = UMockdev.Testbed.new()
with open(description) as file:
    testbed.add_from_string(file.read())

# The library sets the variable behind Python's back.
environment = dict(os.environ, UMOCKDEV_DIR=testbed.get_root_dir())
watch = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
sys.stdout.write(watch.stdout.readline())
for change in ["add", "remove"]:
    testbed.uevent(adapter, change)
    sys.stdout.write(watch.stdout.readline())
watch.send_signal(signal.SIGINT)
sys.stdout.write(watch.stdout.read())
sys.exit(watch.wait())
