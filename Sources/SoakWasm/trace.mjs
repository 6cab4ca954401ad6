// node trace.mjs WASM hashes FIRST LAST: the hash of each seed's life, a line each.
// node trace.mjs WASM days DAYS TIMES: what the schedule's patient gets, and the least time in ms.
import fs from 'node:fs';

const [path, verb, ...rest] = process.argv.slice(2);
const module = new WebAssembly.Module(fs.readFileSync(path));

if (verb === 'hashes') {
  const { life_hash } = new WebAssembly.Instance(module, {}).exports;
  for (let seed = BigInt(rest[0]); seed <= BigInt(rest[1]); seed++) {
    console.log(`${seed} ${BigInt.asUintN(64, life_hash(seed)).toString(16).padStart(16, '0')}`);
  }
} else {
  const { live_days } = new WebAssembly.Instance(module, {}).exports;
  let least = Infinity;
  let volume;
  for (let time = 0; time < Number(rest[1]); time++) {
    const start = performance.now();
    volume = live_days(BigInt(rest[0]));
    least = Math.min(least, performance.now() - start);
  }
  console.log(`${volume} ${least}`);
}
