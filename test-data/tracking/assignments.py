"""Writes assignments.json.gz: matrices of costs with the columns that scipy's linear_sum_assignment gives their rows.

    venv/bin/python assignments.py     # of the environment of tracks.py

Half of the matrices have few different costs, so many assignments are as good: which one is found is compared, too.
"""

import gzip
import json

import numpy as np
from scipy.optimize import linear_sum_assignment


def main():
    random = np.random.default_rng(7)
    cases = []
    for i in range(120):
        rows, columns = random.integers(1, 14, 2)
        if i % 2:
            costs = random.integers(0, 4, (rows, columns)).astype(float)
        else:
            costs = random.normal(0, 10, (rows, columns)).round(4)
        answer = [-1] * int(rows)
        for row, column in zip(*linear_sum_assignment(costs)):
            answer[row] = int(column)
        cases.append({"costs": costs.tolist(), "columns": answer})
    with gzip.GzipFile("assignments.json.gz", "wb", mtime=0) as file:
        file.write(json.dumps(cases, separators=(",", ":")).encode())


main()
