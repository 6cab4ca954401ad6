// The peer of the codec's figures: MAVLink 2 as pymavlink generates it in C, with a message of about
// a status's size. Prints how many messages a second are encoded and parsed, and how long one is.
//
// Generated code comes first on the include path; `.ci/mavlink` builds this.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "common/mavlink.h"

static uint8_t wire[MAVLINK_MAX_PACKET_LEN];

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

// A command with every field in use, different each time so that nothing can be hoisted.
static unsigned encode(long count) {
  mavlink_message_t message;
  unsigned length = 0;
  for (long index = 0; index < count; index++) {
    mavlink_msg_command_long_pack(
        1, 1, &message, 1, 1, (uint16_t)(index & 0x7fff), 0, (float)index, 1, 2, 3, 4, 5, 6);
    length = mavlink_msg_to_send_buffer(wire, &message);
    // The bytes go somewhere, as far as the compiler knows.
    __asm__ volatile("" : : "r"(wire) : "memory");
  }
  return length;
}

static long parse(long count, unsigned length) {
  mavlink_message_t message;
  mavlink_status_t status = {0};
  long found = 0;
  for (long index = 0; index < count; index++) {
    for (unsigned place = 0; place < length; place++) {
      found += mavlink_parse_char(MAVLINK_COMM_0, wire[place], &message, &status);
    }
  }
  return found;
}

int main(int count, char **arguments) {
  long messages = count > 1 ? atol(arguments[1]) : 0;
  if (messages < 1) {
    fprintf(stderr, "mavlink: takes the number of messages\n");
    return 64;
  }
  double start = seconds();
  unsigned length = encode(messages);
  double middle = seconds();
  long found = parse(messages, length);
  double end = seconds();
  if (found != messages) {
    fprintf(stderr, "mavlink: %ld of %ld messages came back\n", found, messages);
    return 70;
  }
  printf("%.0f %.0f %u\n", messages / (middle - start), messages / (end - middle), length);
  return 0;
}
