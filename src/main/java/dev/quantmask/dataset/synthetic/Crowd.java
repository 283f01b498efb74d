package dev.quantmask.dataset.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Chooses how many objects a frame has, which, and whether there is room for them. */
final class Crowd {
  private static final int TRIES = 12;
  private static final double FILLED = 0.85; // of a thing's size
  private static final List<ObjectClass> CLASSES = List.of(ObjectClass.values());

  private final RandomSource dice;
  private final double mostOverlap;
  private final List<Place> taken = new ArrayList<>();

  Crowd(RandomSource dice) {
    this.dice = dice;
    this.mostOverlap = dice.chance(0.75) ? 0.12 : 0.5;
  }

  /**
   * About 7 objects on average, 25 at most.
   *
   * @param proposal rolls a place; it is asked again where there is no room
   * @param object rolls what else there is to an object
   */
  List<SceneObject> gather(
      Function<ObjectClass, Place> proposal, BiFunction<ObjectClass, Place, SceneObject> object) {
    List<SceneObject> things = new ArrayList<>();
    for (ObjectClass objectClass : classes()) {
      Place place = freePlace(objectClass, proposal);
      if (place != null) {
        things.add(object.apply(objectClass, place));
      }
    }
    return things;
  }

  private List<ObjectClass> classes() {
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

  /** Null where no room was found: the object stays away. */
  private Place freePlace(ObjectClass objectClass, Function<ObjectClass, Place> proposal) {
    for (int i = 0; i < TRIES; i++) {
      Place place = proposal.apply(objectClass);
      if (overlap(place) <= mostOverlap) {
        taken.add(place);
        return place;
      }
    }
    return null;
  }

  /** The largest part that a place shares with another one, of the smaller one's square. */
  private double overlap(Place place) {
    double most = 0;
    double side = FILLED * place.size();
    for (Place other : taken) {
      double otherSide = FILLED * other.size();
      double reach = (side + otherSide) / 2;
      double x = Math.max(0, reach - Math.abs(place.x() - other.x()));
      double y = Math.max(0, reach - Math.abs(place.y() - other.y()));
      double smaller = Math.min(side, otherSide);
      double part = Math.min(x, smaller) * Math.min(y, smaller) / (smaller * smaller);
      most = Math.max(most, part);
    }
    return most;
  }
}
