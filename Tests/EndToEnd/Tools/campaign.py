"""Many boluses over a bad line while both sides are killed, and a count of what became of each.

Usage: python3 campaign.py --programs DIR --folder DIR [--orders N] [--seed N] [--loss PERCENT]

Starts PumpFirmwareSim and `programmer campaign` from --programs in --folder, kills one or the other
with SIGKILL at random moments, starts it again on the files it left, and goes on until the archive
holds N orders. Then it counts on three independent accounts, none of which knows the others:

- the archive: what the programmer believes of each order, and what it said on its output;
- the pump's event log: which orders were carried out, each named by session and request;
- the amount of drug: how many doses are in what the pump programmed beyond its basal rate.

Prints one JSON object; the exit code is 1 when the accounts disagree.
"""
import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time

NANOGRAMS = 100
BASAL_PG_PER_DAY = 100_000_000
START_BOLUS, ORDER = 0x30, 2

parser = argparse.ArgumentParser()
parser.add_argument("--programs", required=True)
parser.add_argument("--folder", required=True)
parser.add_argument("--orders", type=int, default=100_000)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--loss", type=float, default=10)
parser.add_argument("--duplicate", type=float, default=5)
parser.add_argument("--clock", default="7200", help="a bolus of a minute takes 8 ms")
parser.add_argument("--answer", default="30", help="ms the programmer waits for an answer")
parser.add_argument("--pause", default="8", help="ms between two orders")
parser.add_argument("--pump-life", type=float, default=6, help="mean seconds between two kills")
parser.add_argument("--programmer-life", type=float, default=3)
options = parser.parse_args()

chance = random.Random(options.seed)
folder = os.path.abspath(options.folder)
os.makedirs(folder, exist_ok=True)
simulator = os.path.join(os.path.abspath(options.programs), "PumpFirmwareSim")
programmer = os.path.join(os.path.abspath(options.programs), "programmer")
environment = dict(
    os.environ, PUMPLINK_PORT="pump", PUMPLINK_CARD="card.json", PUMPLINK_CONTROL="control",
    PUMPLINK_ARCHIVE="archive.sqlite", PUMPLINK_RUNTIME_DIR=os.path.join(folder, "registry"))
tally = {
    "pump_kills": 0, "programmer_kills": 0, "writes": 0, "lost": 0, "duplicated": 0,
    "programmer_ends": 0,
}


def control(*words):
    finished = subprocess.run(
        [simulator, "ctl", *words, "--json"], cwd=folder, env=environment, capture_output=True)
    return json.loads(finished.stdout) if finished.returncode == 0 else None


def start_pump():
    process = subprocess.Popen(
        [simulator, "run", "--link", "pump", "--state", "state", "--card", "card.json",
         "--control", "control", "--clock", options.clock, "--json"]
        + ([] if os.path.exists(os.path.join(folder, "state")) else ["--profile", profile]),
        cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=pump_words)
    ready = json.loads(process.stdout.readline() or "{}")
    if ready.get("event") != "ready":
        sys.exit("the pump did not start; see pump.log")
    return process, ready


def spoil_line():
    """A line that loses and doubles frames. Each life of the pump has luck of its own."""
    control(
        "link", "set", "--loss", f"{options.loss}%", "--duplicate", f"{options.duplicate}%",
        "--seed", str(chance.randrange(1, 1 << 30)))


def count_line():
    report = control("link")
    if report is None:
        return
    for way in (report["to_pump"], report["from_pump"]):
        for name in ("writes", "lost", "duplicated"):
            tally[name] += (way.get("counts") or {}).get(name, 0)


def start_programmer():
    return subprocess.Popen(
        [programmer, "campaign", "--yes", "--orders", str(options.orders), "--nanograms", str(NANOGRAMS),
         "--answer", options.answer, "--pause", options.pause],
        cwd=folder, env=environment, stdout=said, stderr=programmer_words)


profile = os.path.join(folder, "profile.yaml")
sources = os.path.join(os.path.dirname(__file__), "../../../fixtures/profiles/adult-40ml.yaml")
with open(sources) as source, open(profile, "w") as target:
    target.write(source.read().replace("fill: 20 mL", "fill: 40 mL"))

pump_words = open(os.path.join(folder, "pump.log"), "ab")
programmer_words = open(os.path.join(folder, "programmer.log"), "ab")
said = open(os.path.join(folder, "said.txt"), "ab")

began = time.monotonic()
pump, ready = start_pump()
first = control("truth")
spoil_line()
driver = start_programmer()


def due(mean):
    return time.monotonic() + chance.uniform(0.1, 2 * mean - 0.1)


pump_due, driver_due, report_due = due(options.pump_life), due(options.programmer_life), 0
while True:
    time.sleep(0.01)
    now = time.monotonic()
    if driver.poll() is not None:
        if driver.returncode == 0:
            break
        tally["programmer_ends"] += 1
        driver = start_programmer()
    if now > driver_due:
        driver.send_signal(signal.SIGKILL)
        driver.wait()
        tally["programmer_kills"] += 1
        driver = start_programmer()
        driver_due = due(options.programmer_life)
    if now > pump_due:
        count_line()
        pump.send_signal(signal.SIGKILL)
        pump.wait()
        tally["pump_kills"] += 1
        pump, ready = start_pump()
        spoil_line()
        pump_due = due(options.pump_life)
    if now > report_due:
        report_due = now + 60
        print(f"{now - began:.0f} s {json.dumps(tally)}", file=sys.stderr, flush=True)

# With a good line again, whatever still is open is settled, and the rest of the log is read.
count_line()
control("link", "clear")
driver = start_programmer()
driver.wait()
time.sleep(0.5)
last = control("truth")
pump.terminate()
pump.wait()
said.close()
took = time.monotonic() - began

archive = sqlite3.connect(os.path.join(folder, "archive.sqlite"))
orders = archive.execute(
    "SELECT id, pump_session, request_id, outcome, settled_by FROM orders WHERE request_type = ?",
    (START_BOLUS,)).fetchall()
carried_out = {}
for session, request in archive.execute(
        "SELECT number, short FROM log_entries WHERE kind = ? AND detail = ?",
        (ORDER, START_BOLUS)):
    carried_out[session, request] = carried_out.get((session, request), 0) + 1
oldest, newest, entries = archive.execute(
    "SELECT min(sequence), max(sequence), count(*) FROM log_entries").fetchone()

fates, by_log = {}, {True: {}, False: {}}
false_done, false_not_done, twice, open_orders = [], [], [], []
for number, session, request, outcome, evidence in orders:
    times = carried_out.pop((session, request), 0)
    fates[f"{outcome}/{evidence}"] = fates.get(f"{outcome}/{evidence}", 0) + 1
    if times > 1:
        twice.append(number)
    if outcome == "done" and times == 0:
        false_done.append(number)
    elif outcome in ("refused", "not_done") and times > 0:
        false_not_done.append(number)
    elif outcome in ("intended", "unknown"):
        open_orders.append(number)

# What was said at the time must be what is known in the end.
known = {number: outcome for number, _, _, outcome, _ in orders}
said_counts, said_wrong = {}, []
with open(os.path.join(folder, "said.txt")) as lines:
    for line in lines:
        if not line.endswith("\n") or len(line.split()) != 2:
            continue
        number, words = line.split()
        said_counts[words] = said_counts.get(words, 0) + 1
        fate = {"done": "done", "done_unheard": "done", "not_done": "not_done"}.get(
            words, "refused" if words.startswith("refused") else None)
        if fate and known.get(int(number)) != fate:
            said_wrong.append(int(number))

# The amount: what was programmed beyond the basal rate is a whole number of doses.
elapsed = last["pump"]["therapy_time_s"] - first["pump"]["therapy_time_s"]
extra = (
    last["pump"]["programmed_pg"] - first["pump"]["programmed_pg"]
    - elapsed * BASAL_PG_PER_DAY // 86400)
doses, rest = divmod(extra + NANOGRAMS * 500, NANOGRAMS * 1000)
rest -= NANOGRAMS * 500
done = sum(1 for order in orders if order[3] == "done")

result = {
    "orders": len(orders), "fates": fates, "said": said_counts, **tally,
    "log_entries": entries, "log_is_whole": entries == newest - oldest + 1 and oldest == 1,
    "carried_out_by_log": done if not (false_done or false_not_done or twice) else None,
    "doses_by_amount": doses, "amount_left_over_pg": rest,
    "delivered_pg": last["pumped_pg"] - first["pumped_pg"],
    "programmed_pg": last["pump"]["programmed_pg"] - first["pump"]["programmed_pg"],
    "given_twice": twice, "false_done": false_done, "false_not_done": false_not_done,
    "open": open_orders, "said_otherwise": said_wrong,
    "carried_out_unordered": len(carried_out), "therapy_days": elapsed / 86400,
    "seconds": round(took, 1),
}
result["sound"] = (
    len(orders) >= options.orders and result["log_is_whole"] and doses == done
    and abs(rest) < 5_000 and not (
        twice or false_done or false_not_done or open_orders or said_wrong or carried_out))
print(json.dumps(result))
sys.exit(0 if result["sound"] else 1)
