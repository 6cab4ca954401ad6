#!/usr/bin/env python3
"""Solves the equations of protocol-spec/patient.md for the tests of the virtual patient.

Reads one JSON object on standard input: `parameters` (as the page names them), `inflow` (a list of
[from h, to h, pg], each evenly over its time) and `times` (h, rising). Prints one JSON object: for
each time the drug in the cells, at the sites (effective, accustomed) and what is missing, all in
pg, and the scores that follow, in 1/100. Floating point, by scipy's solver: nothing here is taken
from the program's modes.
"""

import json
import sys

import numpy
from scipy.integrate import solve_ivp

CELLS = 8
HEAD, ARMS, LEGS = 0, 2, 6
SITES = (HEAD, ARMS, LEGS)


def slopes(parameters):
    """The matrix of the linear equations; the rows are cells, effects, adaptations, dependence,
    withdrawal."""
    cell_volume = parameters["fluidVolume"] / CELLS
    clearance = parameters["clearance"] / parameters["fluidVolume"]
    exchange = parameters["exchange"] / cell_volume
    effect = parameters["effectRate"] / 1e6
    matrix = numpy.zeros((16, 16))
    for cell in range(CELLS):
        matrix[cell, cell] -= clearance
        for neighbour in (cell - 1, cell + 1):
            if 0 <= neighbour < CELLS:
                matrix[cell, cell] -= exchange
                matrix[cell, neighbour] += exchange
    for index, cell in enumerate(SITES):
        follow(matrix, 8 + index, {cell: 1}, effect)
        follow(matrix, 11 + index, {8 + index: 1}, 1 / parameters["adaptationTime"])
    follow(matrix, 14, {10: 1}, 1 / parameters["dependenceTime"])
    follow(matrix, 15, {14: 1, 10: -1}, 1 / parameters["withdrawalTime"])
    return matrix


def follow(matrix, row, inputs, rate):
    """Lets a row follow a sum of others at a rate."""
    matrix[row, row] -= rate
    for column, weight in inputs.items():
        matrix[row, column] += rate * weight


def solve(parameters, inflow, times):
    """The state at each of the times."""
    matrix = slopes(parameters)
    tip = numpy.zeros(16)
    tip[int(parameters["tipCell"])] = 1
    changes = sorted({0.0, *times, *(t for start, end, _ in inflow for t in (start, end))})
    state, states = numpy.zeros(16), {0.0: numpy.zeros(16)}
    for start, end in zip(changes, changes[1:]):
        middle = (start + end) / 2
        rate = sum(drug / (b - a) for a, b, drug in inflow if a <= middle < b)
        solution = solve_ivp(
            lambda _, x: matrix @ x + tip * rate, (start, end), state, method="Radau",
            jac=matrix, rtol=1e-8, atol=1.0)
        if not solution.success:
            sys.exit(solution.message)
        state = solution.y[:, -1]
        states[end] = state
    return [states[time] for time in times]


def score(parameters, state, site, half, baseline):
    """A score under the drug; `half` is the concentration of half relief in pg/mL."""
    cell_volume = parameters["fluidVolume"] / CELLS / 1000
    adapted = max(0, state[11 + site]) * parameters["tolerance"] / 1000
    middle = half * cell_volume + adapted * half_share(parameters, half, site)
    drug = max(0, state[8 + site])
    power = parameters["steepness"]
    share = drug**power / (drug**power + middle**power)
    return parameters[baseline] * (1 - parameters["greatestRelief"] / 1000 * share)


def half_share(parameters, half, site):
    """Which part of the half relief of tone is meant: all of it, or that of spasms."""
    tone = parameters["armsHalfRelief" if site == 1 else "legsHalfRelief"]
    return half / tone


def rebound(parameters, state, value):
    """A score worsened by a withdrawal: from the first signs up to rigid where fever begins."""
    first = parameters["withdrawalAt"] * parameters["fluidVolume"] / CELLS / 1000
    beyond = min(1, max(0, (state[15] - first) / (2 * first)))
    return value + (400 - value) * beyond


def reading(parameters, state):
    """What is compared, at one time."""
    spasms = parameters["spasmHalfRelief"] / 1000
    scores = [
        score(parameters, state, site, parameters[half] * share, baseline)
        for site, half, share, baseline in (
            (2, "legsHalfRelief", 1, "legsTone"), (1, "armsHalfRelief", 1, "armsTone"),
            (2, "legsHalfRelief", spasms, "legsSpasms"), (1, "armsHalfRelief", spasms, "armsSpasms"),
        )
    ]
    return {
        "cells": list(state[:8]), "effective": list(state[8:11]), "accustomed": list(state[11:14]),
        "missing": max(0.0, state[15]), "scores": [rebound(parameters, state, s) for s in scores],
    }


def main():
    """Reads, solves, prints."""
    case = json.load(sys.stdin)
    states = solve(case["parameters"], case["inflow"], case["times"])
    json.dump([reading(case["parameters"], state) for state in states], sys.stdout)


if __name__ == "__main__":
    main()
