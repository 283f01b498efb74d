package dev.quantmask.dataset.synthetic;

/** Says from where a scene looks at its things. */
enum View {
  /** Straight down; a thing points along x before it is turned. */
  TOP,
  /** From the side, feet down; a thing looks along x before it is mirrored. */
  SIDE,
  /** From before or behind it, feet down. */
  FRONT
}
