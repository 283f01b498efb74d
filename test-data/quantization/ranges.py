"""Generates ranges.json: histograms of activations, and the ranges that numpy finds for them.

    python ranges.py

Made with Python 3.11, numpy 2.4.6.
"""
import json
from pathlib import Path

import numpy as np

RANDOM = np.random.default_rng(5)
BINS = 1024
LEVELS = 256


def histogram(values, limit):
    counts, _ = np.histogram(values, BINS, (-limit, limit))
    assert counts.sum() == len(values)
    return {"limit": limit, "counts": counts}


def cases():
    normal = RANDOM.normal(0, 1, 200_000)
    relu = np.maximum(RANDOM.normal(-0.5, 2, 100_000), 0)
    return {
        "normal": histogram(normal, 8.0),
        "normal_with_outlier": histogram(np.append(normal[:20_000], 15.9), 16.0),
        "relu": histogram(relu, 16.0),
        "relu_with_outlier": histogram(np.append(relu, 60.0), 64.0),
        "skewed": histogram(RANDOM.gamma(2, 1, 100_000) - 1.5, 32.0),
        "heavy_tails": histogram(np.clip(RANDOM.standard_t(3, 100_000), -50, 50), 64.0),
        "even": histogram(RANDOM.uniform(-1, 1, 50_000), 1.0),
        "spike": histogram(np.full(1000, 3.0), 4.0),
        "negative": histogram(-np.abs(RANDOM.normal(0, 1, 50_000)) - 0.1, 8.0),
    }


class Distribution:
    def __init__(self, limit, counts):
        self.edges = np.linspace(-limit, limit, BINS + 1)
        self.centers = (self.edges[1:] + self.edges[:-1]) / 2
        self.counts = counts.astype(np.float64)

    def seen(self):
        filled = np.nonzero(self.counts)[0]
        return self.edges[filled[0]], self.edges[filled[-1] + 1]

    def percentile(self):
        """Bins in which the cumulative count passes half of 0.01% from either side."""
        limit = self.counts.sum() * 0.0001 / 2
        low = np.nonzero(np.cumsum(self.counts) > limit)[0][0]
        high = BINS - 1 - np.nonzero(np.cumsum(self.counts[::-1]) > limit)[0][0]
        return self.edges[low], self.edges[high + 1]

    def search(self, loss):
        low, high = self.seen()
        low, high = min(low, 0.0), max(high, 0.0)
        parts = [1 - 0.95 * step / 100 for step in range(1, 101)]
        best, least = (low, high), loss(low, high)
        passes = 3 if low < 0 < high else 1
        for number in range(passes):
            start = best
            for part in parts:
                tried = [(low * part, high * part), (start[0], high * part), (low * part, start[1])][number]
                if (found := loss(*tried)) < least:
                    best, least = tried, found
        return best

    def squared_error(self, low, high):
        beyond = self.centers - np.clip(self.centers, low, high)
        rounding = ((high - low) / 255) ** 2 / 12
        return float(np.sum(self.counts * np.where(beyond != 0, beyond ** 2, rounding)))

    def divergence(self, low, high):
        """As TensorRT: P is what was seen with its outliers at the ends, Q the quantized inside, spread over P's bins."""
        counts = self.counts.copy()
        counts[BINS // 2] = 0
        width = self.edges[1] - self.edges[0]
        first = int(np.clip(round((low - self.edges[0]) / width), 0, BINS))
        last = int(np.clip(round((high - self.edges[0]) / width), 0, BINS))
        if last - first < LEVELS:
            return np.inf
        inside = counts[first:last]
        p = inside.copy()
        p[0] += counts[:first].sum()
        p[-1] += counts[last:].sum()
        starts = np.arange(LEVELS) * len(p) // LEVELS
        level_of = np.searchsorted(starts, np.arange(len(p)), side="right") - 1
        filled = p > 0
        sums = np.bincount(level_of, inside, LEVELS)
        bins = np.maximum(np.bincount(level_of, filled, LEVELS), 1)
        q = np.where(filled, (sums / bins)[level_of], 0)
        if q.sum() == 0:
            return np.inf
        p, q = p[filled] / p.sum(), np.maximum(q[filled] / inside.sum(), 1e-9)
        return float(np.sum(p * np.log(p / q)))


def main():
    result = []
    for name, case in cases().items():
        distribution = Distribution(**case)
        ranges = {
            "minmax": distribution.seen(),
            "percentile": distribution.percentile(),
            "mse": distribution.search(distribution.squared_error),
            "entropy": distribution.search(distribution.divergence),
        }
        result.append({"name": name, "limit": case["limit"], "counts": case["counts"].tolist(),
                       "ranges": {method: [float(low), float(high)] for method, (low, high) in ranges.items()}})
        print(name, {method: (round(float(a), 3), round(float(b), 3)) for method, (a, b) in ranges.items()})
    text = "[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in result) + "\n]\n"
    Path(__file__).with_name("ranges.json").write_text(text)


if __name__ == "__main__":
    main()
