/** What layers put out on real frames, and the 8-bit ranges that suit it. */
package dev.quantmask.calibration;
