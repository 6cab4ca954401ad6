#!/usr/bin/env python3
"""Holds the deepest stack of the board's image, by call graph over its disassembly.

  .ci/stack.py LISTING    prints the deepest path, and fails when it is beyond BOUND

The listing is what llvm-objdump gives with -t, -d and then with -r, of an image linked with its
relocations, whose symbols begin with PREFIX but for $t and $d: the names of Embedded Swift begin
with $e, which a disassembler takes for marks of that kind.

A function's frame is all it takes off the stack pointer, on any of its ways. A call by a pointer
may reach every function whose address is taken anywhere, but for one kind: where code is to be
small, a function that is called several times in a row is called by a register that its address
was loaded into just before, and such a call reaches that function only. Recursion has no bound, and
fails.
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
INTERRUPTS, EXCEPTION_FRAME = ('tick', 'hearPump', 'hearBench', 'fault'), 36

# Relocations of calls and jumps; every other one takes an address.
CALLS = ('R_ARM_THM_CALL', 'R_ARM_THM_JUMP24', 'R_ARM_THM_JUMP19', 'R_ARM_CALL', 'R_ARM_JUMP24')

BRANCHES = re.compile(r'b(l|x|lx)?(eq|ne|hs|lo|hi|ls|ge|lt|gt|le|mi|pl|vs|vc|al)?|cbn?z')
# A call's arguments; what lies in one of these goes with it.
ARGUMENTS = ('r0', 'r1', 'r2', 'r3')
# What reads its first operand and writes none; a store's first two may both be read.
READERS = re.compile(r'str|cmp|cmn|tst|teq|push|stm|cb|b')
# The body of several functions' common end or middle, which finds what they left in registers.
SHARED = 'OUTLINED_FUNCTION_'

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
        self.by_pointer, addressed = set(), defaultdict(set)
        # Where functions call by a register, with the literal it was loaded from; what callers of a
        # shared body have in theirs; and literals that are used for more than to be called.
        self.by_register, self.handed, self.escaped = [], defaultdict(list), set()
        # Where each name begins: the linker lets several begin in one place.
        self.starts = defaultdict(set)
        function, values, loaded = None, {}, {}
        for line in lines:
            symbol = re.match(r'([0-9a-f]{8}) .{7} \.text\s+[0-9a-f]{8} (?:\.hidden )?(\S+)$', line)
            if symbol:
                self.starts[symbol[2].removeprefix(PREFIX)].add(int(symbol[1], 16) & ~1)
                continue
            label = re.match(r'([0-9a-f]{8}) <(.*)>:$', line)
            relocation = re.search(r'\b(R_ARM_\w+)\s+(\S+)', line)
            parts = re.match(r'\s*[0-9a-f]+:\s+(\S+)\s*(.*?)(?:\s+@.*)?$', line)
            if label:
                function, values, loaded = int(label[1], 16), {}, {}
                self.names[function] = label[2].removeprefix(PREFIX)
            elif relocation:
                if relocation[1] not in CALLS:
                    name = relocation[2].removeprefix(PREFIX).split('+0x')[0]
                    addressed[name].add(int(line.split()[0], 16))
            elif parts and function is not None:
                name, operands = parts[1].split('.')[0], parts[2].strip()
                self.read(function, name, operands, values, loaded)
                self.follow(name, operands, line, loaded)
        self.resolve({place: name for name, places in addressed.items() for place in places})
        never = (*INTERRUPTS, ROOT)
        self.taken = {
            start for name, places in addressed.items()
            if name not in never and places & self.escaped for start in self.starts[name]}

    def named(self, name):
        return next(start for start, known in self.names.items() if known == name)

    def read(self, function, name, operands, values, loaded):
        first = operands.split(',')[0].strip()
        if name in ('movw', 'movt', 'mov', 'movs') and '#' in operands:
            value = int(operands.split('#')[1].split()[0].rstrip(','), 0)
            values[first] = values.get(first, 0) & 0xFFFF | value << 16 if name == 'movt' else value
        self.frames[function] += self.taken_off(function, name, operands, values)
        if BRANCHES.fullmatch(name):
            target = re.search(r'0x([0-9a-f]+) <', operands)
            if target and (name == 'bl' or int(target[1], 16) != function):
                self.calls[function].add(int(target[1], 16))
                self.handed[int(target[1], 16)].append((function, dict(loaded)))
            elif name == 'blx' or (name == 'bx' and first != 'lr'):
                self.by_register.append((function, first, loaded.get(first)))

    def follow(self, name, operands, line, loaded):
        """Keeps which registers have an address from a literal, by the order of the listing."""
        first = operands.split(',')[0].strip()
        used = set(re.findall(r'\b(?:r\d+|lr)\b', operands))
        if name in ('bl', 'blx'):
            # Its arguments go with a call, and nobody knows what is in them afterwards.
            for register in ARGUMENTS:
                if register in loaded and (name == 'bl' or register != first):
                    self.escaped.add(loaded[register])
                loaded.pop(register, None)
            return
        literal = re.search(r'@ 0x([0-9a-f]+)', line)
        if name == 'ldr' and '[pc' in operands and literal:
            loaded[first] = int(literal[1], 16)
            return
        if name in ('add', 'bx') and operands in (f'{first}, pc', first):
            return
        for register in used & loaded.keys():
            writes = register == first and not READERS.match(name)
            if not writes or operands.count(register) > 1:
                self.escaped.add(loaded[register])
            if writes:
                del loaded[register]
        if name in ('ldrd', 'umull', 'smull', 'umlal', 'smlal') or name.startswith(('ldm', 'pop')):
            for register in used if name != 'pop' else ():
                loaded.pop(register, None)

    def resolve(self, literals):
        """Finds what each call by a register reaches."""
        self.escaped |= literals.keys() - self.literals_called()
        for function, register, literal in self.by_register:
            callers = [(function, {register: literal})]
            if literal is None and self.names[function].startswith(SHARED):
                callers = self.handed[function]
            for _, loaded in callers:
                reached = self.starts.get(literals.get(loaded.get(register)), set())
                self.calls[function] |= reached
                if not reached:
                    self.by_pointer.add(function)

    def literals_called(self):
        """The literals that functions are called by, here or in a shared body."""
        called = {literal for _, _, literal in self.by_register}
        for function, register, literal in self.by_register:
            if literal is None:
                called |= {loaded.get(register) for _, loaded in self.handed[function]}
        return called

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
        print(f'  {image.frames[function]:6} {function:08x} {name}')
    print(f'  {interrupt:6}          an interrupt')
    if depth + interrupt > BOUND:
        sys.exit('stack: too deep. Find what copies a large value, or say why it must be raised.')


if __name__ == '__main__':
    main()
