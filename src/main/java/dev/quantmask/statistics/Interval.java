package dev.quantmask.statistics;

/** A figure and its 95% confidence interval. */
public record Interval(double value, double low, double high) {}
