"""Runs a command in a mocked device tree, and pulls an adapter out and plugs it in again.

Usage: umockdev-wrapper python3 replug.py DESCRIPTION FIFO COMMAND...

Each is done when the command writes a line into the pipe.
"""
import os
import select
import subprocess
import sys

import gi

gi.require_version("UMockdev", "1.0")
from gi.repository import UMockdev

description, fifo, *command = sys.argv[1:]
node = "/dev/ttyUSB0"
adapter = "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-4/1-4:1.0/ttyUSB0/tty/ttyUSB0"
testbed = UMockdev.Testbed.new()
with open(description) as file:
    testbed.add_from_string(file.read())
os.mkfifo(fifo)
# Open for both, and before the command starts, so that neither side waits for ever.
pipe = os.open(fifo, os.O_RDWR | os.O_NONBLOCK)

# The library sets the variable behind Python's back.
environment = dict(os.environ, UMOCKDEV_DIR=testbed.get_root_dir(), PUMPLINK_TEST_FIFO=fifo)
child = subprocess.Popen(command, env=environment)


def wait_for_line():
    if not select.select([pipe], [], [], 20)[0]:
        child.kill()
        sys.exit("the command never said that it waits")
    os.read(pipe, 64)


# Where the library put the adapter, it made a pseudo-terminal of its own.
place = testbed.get_root_dir() + node
wait_for_line()
os.close(testbed.get_dev_fd(node))
os.unlink(place)
testbed.uevent(adapter, "remove")
wait_for_line()
master, slave = os.openpty()
os.symlink(os.ttyname(slave), place)
testbed.uevent(adapter, "add")
sys.exit(child.wait())
