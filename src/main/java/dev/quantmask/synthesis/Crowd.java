package dev.quantmask.synthesis;

import java.util.ArrayList;
import java.util.List;

/** How many objects a frame has, and which; and where there is room for one more. */
final class Crowd {
  private static final int TRIES = 12;
  private static final List<ObjectClass> CLASSES = List.of(ObjectClass.values());

  private final Dice dice;
  private final double mostOverlap;
  private final List<double[]> taken = new ArrayList<>(); // x, y, half of the size

  Crowd(Dice dice) {
    this.dice = dice;
    this.mostOverlap = dice.chance(0.75) ? 0.12 : 0.5;
  }

  /** About 7 on average. */
  List<ObjectClass> roll() {
    int count = count();
    ObjectClass many = dice.pick(CLASSES);
    double like = dice.chance(0.25) ? 0.6 : 0;
    List<ObjectClass> classes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      classes.add(dice.chance(like) ? many : dice.pick(CLASSES));
    }
    return classes;
  }

  private int count() {
    double kind = dice.between(0, 1);
    if (kind < 0.08) {
      return dice.integer(1, 2);
    }
    if (kind < 0.8) {
      return dice.integer(4, 9);
    }
    return kind < 0.94 ? dice.integer(8, 14) : dice.integer(15, 25);
  }

  /** A place that somebody proposes. */
  @FunctionalInterface
  interface Proposal {
    /** x, y and size in pixels. */
    double[] roll();
  }

  /** The first proposed place that is free enough, or null: then the object stays away. */
  double[] place(Proposal proposal) {
    for (int i = 0; i < TRIES; i++) {
      double[] place = proposal.roll();
      if (overlap(place) <= mostOverlap) {
        taken.add(place);
        return place;
      }
    }
    return null;
  }

  /** The largest part of either of two squares that the other one covers. */
  private double overlap(double[] place) {
    double most = 0;
    double side = 0.85 * place[2];
    for (double[] other : taken) {
      double otherSide = 0.85 * other[2];
      double reach = (side + otherSide) / 2;
      double x = Math.max(0, reach - Math.abs(place[0] - other[0]));
      double y = Math.max(0, reach - Math.abs(place[1] - other[1]));
      double smaller = Math.min(side, otherSide);
      double part = Math.min(x, smaller) * Math.min(y, smaller) / (smaller * smaller);
      most = Math.max(most, part);
    }
    return most;
  }
}
