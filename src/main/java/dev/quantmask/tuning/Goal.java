package dev.quantmask.tuning;

import dev.quantmask.text.Text;
import java.util.Comparator;

/** Says what is wanted: one figure within its limit, the other as good as it can be. */
public sealed interface Goal {
  /** Returns by how much of its limit a candidate misses the goal; 0 if it reaches it. */
  double excess(Merit merit);

  /** Returns what is to be least of the candidates that reach the goal. */
  double cost(Merit merit);

  /** Returns a goal that is a little easier to reach. */
  Goal relaxed();

  /** Returns a goal that is reached even if the next measurement is a little worse. */
  Goal safer();

  /** Returns it in words. */
  String text();

  /** The better one first: those that reach the goal, and among others the nearest. */
  default Comparator<Merit> order() {
    return Comparator.comparingDouble(this::excess)
        .thenComparingDouble(this::cost)
        .thenComparingDouble(Merit::milliseconds)
        .thenComparingDouble(Merit::loss);
  }

  default boolean isReachedBy(Merit merit) {
    return excess(merit) == 0;
  }

  /** At most that many milliseconds an image, and the least loss. */
  record Time(double milliseconds) implements Goal {
    private static final double ROOM = 1.03;
    private static final double MARGIN = 0.95;

    public Time {
      if (!(milliseconds > 0) || Double.isInfinite(milliseconds)) {
        throw new IllegalArgumentException(
            "target-ms: expected milliseconds above 0, found " + milliseconds);
      }
    }

    @Override
    public double excess(Merit merit) {
      return Math.max(0, merit.milliseconds() / milliseconds - 1);
    }

    @Override
    public double cost(Merit merit) {
      return merit.loss();
    }

    @Override
    public Goal relaxed() {
      return new Time(milliseconds * ROOM);
    }

    @Override
    public Goal safer() {
      return new Time(milliseconds * MARGIN);
    }

    @Override
    public String text() {
      return Text.format("at most %s ms an image, the least AP lost", milliseconds);
    }
  }

  /** At most that many points of AP lost, and the fastest. */
  record Loss(double points) implements Goal {
    private static final double ROOM = 0.25;

    public Loss {
      if (!(points >= 0) || Double.isInfinite(points)) {
        throw new IllegalArgumentException(
            "max-loss: expected points of AP from 0 on, found " + points);
      }
    }

    @Override
    public double excess(Merit merit) {
      return Math.max(0, merit.loss() - points);
    }

    @Override
    public double cost(Merit merit) {
      return merit.milliseconds();
    }

    @Override
    public Goal relaxed() {
      return new Loss(points + ROOM);
    }

    @Override
    public Goal safer() {
      return this; // the same images give the same AP
    }

    @Override
    public String text() {
      return Text.format("at most %s points of AP lost, the fastest", points);
    }
  }
}
