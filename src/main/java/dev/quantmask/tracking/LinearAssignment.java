package dev.quantmask.tracking;

import java.util.Arrays;

/**
 * Gives rows their columns so that the sum of the costs is least, by shortest augmenting paths
 * (Jonker and Volgenant; D. F. Crouse, "On implementing 2D rectangular assignment algorithms",
 * 2016). Of assignments that are as good it finds the one that scipy's {@code
 * linear_sum_assignment} finds.
 */
public final class LinearAssignment {
  private static final int NONE = -1;

  private final double[][] costs; // (rows, columns), at least as many columns as rows
  private final int columns;
  private final double[] rowPrice;
  private final double[] columnPrice;
  private final int[] columnOfRow;
  private final int[] rowOfColumn;
  private final double[] distance; // of each column from the row that is being assigned
  private final int[] rowBefore; // on the shortest path to each column
  private final boolean[] rowReached;
  private final boolean[] columnReached;
  private double reached; // distance of the column that was reached last

  private LinearAssignment(double[][] costs) {
    this.costs = costs;
    columns = costs[0].length;
    rowPrice = new double[costs.length];
    columnPrice = new double[columns];
    columnOfRow = filled(costs.length);
    rowOfColumn = filled(columns);
    distance = new double[columns];
    rowBefore = filled(columns);
    rowReached = new boolean[costs.length];
    columnReached = new boolean[columns];
  }

  /**
   * Returns the column of each row, or -1 for a row that gets none because there are more rows.
   *
   * @param costs (rows, columns), finite
   */
  public static int[] columns(double[][] costs) {
    if (costs.length == 0 || costs[0].length == 0) {
      return filled(costs.length);
    }
    if (costs.length <= costs[0].length) {
      return new LinearAssignment(costs).solve().columnOfRow;
    }
    return new LinearAssignment(transposed(costs)).solve().rowOfColumn;
  }

  private static int[] filled(int length) {
    int[] none = new int[length];
    Arrays.fill(none, NONE);
    return none;
  }

  private static double[][] transposed(double[][] costs) {
    double[][] result = new double[costs[0].length][costs.length];
    for (int i = 0; i < costs.length; i++) {
      for (int j = 0; j < costs[i].length; j++) {
        result[j][i] = costs[i][j];
      }
    }
    return result;
  }

  private LinearAssignment solve() {
    for (int row = 0; row < costs.length; row++) {
      int end = shortestPath(row);
      updatePrices(row);
      assignAlongPath(row, end);
    }
    return this;
  }

  /** Returns the nearest column that has no row yet. */
  private int shortestPath(int start) {
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    Arrays.fill(rowReached, false);
    Arrays.fill(columnReached, false);
    int[] remaining = new int[columns];
    for (int i = 0; i < columns; i++) {
      remaining[i] = columns - 1 - i; // backwards, so that equal costs give the diagonal
    }
    reached = 0;
    int row = start;
    for (int count = columns; ; count--) {
      rowReached[row] = true;
      int nearest = nearest(row, remaining, count);
      int column = remaining[nearest];
      reached = distance[column];
      columnReached[column] = true;
      if (rowOfColumn[column] == NONE) {
        return column;
      }
      row = rowOfColumn[column];
      remaining[nearest] = remaining[count - 1];
    }
  }

  /** Returns the place in {@code remaining}; of columns as near, one without a row comes first. */
  private int nearest(int row, int[] remaining, int count) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      int column = remaining[i];
      double length = reached + costs[row][column] - rowPrice[row] - columnPrice[column];
      if (length < distance[column]) {
        distance[column] = length;
        rowBefore[column] = row;
      }
      if (distance[column] < least || (distance[column] == least && rowOfColumn[column] == NONE)) {
        least = distance[column];
        nearest = i;
      }
    }
    return nearest;
  }

  private void updatePrices(int start) {
    for (int row = 0; row < costs.length; row++) {
      if (row == start) {
        rowPrice[row] += reached;
      } else if (rowReached[row]) {
        rowPrice[row] += reached - distance[columnOfRow[row]];
      }
    }
    for (int column = 0; column < columns; column++) {
      if (columnReached[column]) {
        columnPrice[column] -= reached - distance[column];
      }
    }
  }

  private void assignAlongPath(int start, int end) {
    int column = end;
    int row;
    do {
      row = rowBefore[column];
      int before = columnOfRow[row];
      rowOfColumn[column] = row;
      columnOfRow[row] = column;
      column = before;
    } while (row != start);
  }
}
