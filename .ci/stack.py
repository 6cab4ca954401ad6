#!/usr/bin/env python3
"""Holds the deepest stack of the board's image, by call graph over its disassembly.

  .ci/stack.py LISTING    prints the deepest path, and fails when it is beyond BOUND

The listing is what llvm-objdump gives with -d and then with -r, of an image linked with its
relocations, whose symbols begin with PREFIX but for $t and $d: the names of Embedded Swift begin
with $e, which a disassembler takes for marks of that kind.

A function's frame is all it takes off the stack pointer, on any of its ways. A call by a pointer
may reach every function whose address is taken anywhere. Recursion has no bound, and fails.
"""
import re
import subprocess
import sys
from collections import defaultdict

# Bytes of the deepest stack, interrupt included. Raise it only knowingly, and say for what.
BOUND = 24 * 1024
PREFIX = 's_'
ROOT = 'reset'
# What interrupts puts eight registers on the stack and may have to align it.
INTERRUPTS, EXCEPTION_FRAME = ('tick', 'hear', 'fault'), 36

# Relocations of calls and jumps; every other one takes an address.
CALLS = ('R_ARM_THM_CALL', 'R_ARM_THM_JUMP24', 'R_ARM_THM_JUMP19', 'R_ARM_CALL', 'R_ARM_JUMP24')

BRANCHES = re.compile(r'b(l|x|lx)?(eq|ne|hs|lo|hi|ls|ge|lt|gt|le|mi|pl|vs|vc|al)?|cbn?z')
REGISTERS = {'r12': 12, 'sp': 13, 'lr': 14, 'pc': 15}


def number(register):
    return REGISTERS.get(register) or int(register[1:])


def saved(registers):
    """How many registers a list like {r4, r5-r7, lr} has."""
    count = 0
    for part in registers.strip('{}').split(','):
        ends = part.strip().split('-')
        count += number(ends[-1]) - number(ends[0]) + 1
    return count


class Image:
    """The functions of a listing, by where they begin: several may have one name."""

    def __init__(self, lines):
        self.names, self.frames, self.calls = {}, defaultdict(int), defaultdict(set)
        self.by_pointer, addressed = set(), set()
        function, values = None, {}
        for line in lines:
            label = re.match(r'([0-9a-f]{8}) <(.*)>:$', line)
            relocation = re.search(r'\b(R_ARM_\w+)\s+(\S+)', line)
            parts = re.match(r'\s*[0-9a-f]+:\s+(\S+)\s*(.*?)(?:\s+@.*)?$', line)
            if label:
                function, values = int(label[1], 16), {}
                self.names[function] = label[2].removeprefix(PREFIX)
            elif relocation:
                if relocation[1] not in CALLS:
                    addressed.add(relocation[2].removeprefix(PREFIX).split('+0x')[0])
            elif parts and function is not None:
                self.read(function, parts[1].split('.')[0], parts[2].strip(), values)
        never = (*INTERRUPTS, ROOT)
        self.taken = {
            start for start, name in self.names.items() if name in addressed and name not in never}

    def named(self, name):
        return next(start for start, known in self.names.items() if known == name)

    def read(self, function, name, operands, values):
        first = operands.split(',')[0].strip()
        if name in ('movw', 'movt', 'mov', 'movs') and '#' in operands:
            value = int(operands.split('#')[1].split()[0].rstrip(','), 0)
            values[first] = values.get(first, 0) & 0xFFFF | value << 16 if name == 'movt' else value
        self.frames[function] += self.taken_off(function, name, operands, values)
        if BRANCHES.fullmatch(name):
            target = re.search(r'0x([0-9a-f]+) <', operands)
            if target and (name == 'bl' or int(target[1], 16) != function):
                self.calls[function].add(int(target[1], 16))
            elif name == 'blx' or (name == 'bx' and first != 'lr'):
                self.by_pointer.add(function)

    def taken_off(self, function, name, operands, values):
        """What one instruction takes off the stack pointer."""
        if name == 'push' or (name == 'stmdb' and operands.startswith('sp!')):
            return 4 * saved(operands[operands.index('{'):])
        if name == 'vpush':
            return 8 * saved(operands)
        if name in ('sub', 'subw', 'subs') and re.match(r'sp\b', operands):
            by = operands.split(',')[-1].strip()
            if by.startswith('#'):
                return int(by[1:], 0)
            if by in values:
                return values[by]
            name = self.names[function]
            sys.exit(f'stack: {name} takes what nobody knows off the stack: {operands}')
        indexed = re.search(r'\[sp, #-(\w+)\]!', operands)
        return int(indexed[1], 0) if indexed else 0

    def deepest(self, root):
        """The deepest way down from a function, as (bytes, the functions)."""
        found, under_way = {}, []

        def go(function):
            if function in found:
                return found[function]
            if function in under_way:
                ring = under_way[under_way.index(function):] + [function]
                names = readable([self.names[member] for member in ring])
                sys.exit('stack: no bound, for this recurs: ' + ' -> '.join(names))
            under_way.append(function)
            called = set(self.calls[function])
            if function in self.by_pointer:
                called |= self.taken
            # What is no beginning is a place within the function, or lies behind its end.
            ways = [go(callee) for callee in sorted(called) if callee in self.names]
            below = max(ways, default=(0, ()))
            under_way.pop()
            found[function] = self.frames[function] + below[0], (function, *below[1])
            return found[function]

        return go(self.named(root))


def readable(names):
    tool = subprocess.run(
        ['swift-demangle', '-compact', '-simplified'], input='\n'.join(names), text=True,
        capture_output=True, check=True)
    return tool.stdout.splitlines()


def main():
    sys.setrecursionlimit(10_000)
    with open(sys.argv[1], encoding='utf-8') as file:
        image = Image(file)
    depth, path = image.deepest(ROOT)
    interrupt = EXCEPTION_FRAME + max(image.deepest(handler)[0] for handler in INTERRUPTS)
    print(f'the deepest stack: {depth + interrupt} of at most {BOUND} bytes')
    for function, name in zip(path, readable([image.names[function] for function in path])):
        print(f'  {image.frames[function]:6} {name}')
    print(f'  {interrupt:6} an interrupt')
    if depth + interrupt > BOUND:
        sys.exit('stack: too deep. Find what copies a large value, or say why it must be raised.')


if __name__ == '__main__':
    main()
