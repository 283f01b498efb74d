package dev.quantmask.dataset.reader;

import dev.quantmask.dataset.geometry.Shape;

/**
 * A shape and what it shows.
 *
 * @param place of the shape within its file, for messages: {@code shapes[3]}
 * @param group shapes of one label and group are one object; null for an object of its own
 * @param crowd whether it stands for a crowd that nobody told apart; COCO's {@code iscrowd}
 */
public record LabelledShape(String place, String label, String group, boolean crowd, Shape shape) {
  public LabelledShape(String place, String label, String group, Shape shape) {
    this(place, label, group, false, shape);
  }
}
