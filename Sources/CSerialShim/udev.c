#include "CSerialShim.h"

#include <errno.h>
#include <libudev.h>

struct udev *cserial_udev_new(void) { return udev_new(); }

void cserial_udev_release(struct udev *udev) { udev_unref(udev); }

int cserial_udev_scan(struct udev *udev, const char *subsystem, struct udev_enumerate **scan) {
  struct udev_enumerate *created = udev_enumerate_new(udev);
  if (created == NULL) {
    return -ENOMEM;
  }
  int code = udev_enumerate_add_match_subsystem(created, subsystem);
  if (code >= 0) {
    code = udev_enumerate_scan_devices(created);
  }
  if (code < 0) {
    udev_enumerate_unref(created);
    return code;
  }
  *scan = created;
  return 0;
}

void cserial_udev_scan_release(struct udev_enumerate *scan) { udev_enumerate_unref(scan); }

struct udev_list_entry *cserial_udev_scan_first(struct udev_enumerate *scan) {
  return udev_enumerate_get_list_entry(scan);
}

struct udev_list_entry *cserial_udev_scan_next(struct udev_list_entry *entry) {
  return udev_list_entry_get_next(entry);
}

const char *cserial_udev_scan_path(struct udev_list_entry *entry) {
  return udev_list_entry_get_name(entry);
}

struct udev_device *cserial_udev_device(struct udev *udev, const char *syspath) {
  return udev_device_new_from_syspath(udev, syspath);
}

void cserial_udev_device_release(struct udev_device *device) { udev_device_unref(device); }

const char *cserial_udev_node(struct udev_device *device) {
  return udev_device_get_devnode(device);
}

const char *cserial_udev_name(struct udev_device *device) {
  return udev_device_get_sysname(device);
}

const char *cserial_udev_syspath(struct udev_device *device) {
  return udev_device_get_syspath(device);
}

const char *cserial_udev_action(struct udev_device *device) {
  return udev_device_get_action(device);
}

const char *cserial_udev_property(struct udev_device *device, const char *name) {
  return udev_device_get_property_value(device, name);
}

const char *cserial_udev_attribute(struct udev_device *device, const char *name) {
  return udev_device_get_sysattr_value(device, name);
}

struct udev_device *cserial_udev_parent(struct udev_device *device) {
  return udev_device_get_parent(device);
}

struct udev_device *cserial_udev_usb_parent(struct udev_device *device) {
  return udev_device_get_parent_with_subsystem_devtype(device, "usb", "usb_device");
}

int cserial_udev_monitor(struct udev *udev, const char *source, const char *subsystem,
                         struct udev_monitor **monitor) {
  struct udev_monitor *created = udev_monitor_new_from_netlink(udev, source);
  if (created == NULL) {
    return errno != 0 ? -errno : -ENOMEM;
  }
  int code = udev_monitor_filter_add_match_subsystem_devtype(created, subsystem, NULL);
  if (code >= 0) {
    code = udev_monitor_enable_receiving(created);
  }
  if (code < 0) {
    udev_monitor_unref(created);
    return code;
  }
  *monitor = created;
  return 0;
}

void cserial_udev_monitor_release(struct udev_monitor *monitor) { udev_monitor_unref(monitor); }

int cserial_udev_monitor_descriptor(struct udev_monitor *monitor) {
  return udev_monitor_get_fd(monitor);
}

struct udev_device *cserial_udev_monitor_next(struct udev_monitor *monitor) {
  return udev_monitor_receive_device(monitor);
}
