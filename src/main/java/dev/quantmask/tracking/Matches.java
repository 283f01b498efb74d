package dev.quantmask.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/** Which rows belong to which columns at the least cost, and which belong to none. */
record Matches<R, C>(List<Match<R, C>> pairs, List<R> rows, List<C> columns) {
  private static final double BEYOND = 1e-4; // added to the limit: what costs more than it is equal

  /** A row and its column. */
  record Match<R, C>(R row, C column) {}

  /**
   * Finds the matches.
   *
   * @param limit what a pair may cost at most
   */
  static <R, C> Matches<R, C> of(
      List<R> rows, List<C> columns, ToDoubleBiFunction<R, C> cost, double limit) {
    double[][] costs = new double[rows.size()][columns.size()];
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < columns.size(); j++) {
        double one = cost.applyAsDouble(rows.get(i), columns.get(j));
        costs[i][j] = one > limit ? limit + BEYOND : one;
      }
    }
    int[] columnOf = LinearAssignment.columns(costs);
    List<Match<R, C>> pairs = new ArrayList<>();
    List<R> withoutColumn = new ArrayList<>();
    boolean[] taken = new boolean[columns.size()];
    for (int i = 0; i < rows.size(); i++) {
      int column = columnOf[i];
      if (column >= 0 && costs[i][column] <= limit) {
        pairs.add(new Match<>(rows.get(i), columns.get(column)));
        taken[column] = true;
      } else {
        withoutColumn.add(rows.get(i));
      }
    }
    List<C> withoutRow = new ArrayList<>();
    for (int j = 0; j < columns.size(); j++) {
      if (!taken[j]) {
        withoutRow.add(columns.get(j));
      }
    }
    return new Matches<>(pairs, withoutColumn, withoutRow);
  }
}
