package dev.quantmask.model.quantization;

import dev.quantmask.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The precision in which the layers compute: files of convolutions, of linear layers and of
 * activations, with the same classes and methods, that the same network is linked against.
 */
public enum Scheme {
  /** Nothing is quantized. */
  FP32("conv_fp32.py", "linear_fp32.py", "activations_float.py", "images_float.py"),
  /**
   * Only linear layers are in 8 bits, with one scale a tensor, as torch's quantize_dynamic does.
   */
  LINEAR("conv_fp32.py", "linear_per_tensor.py", "activations_float.py", "images_float.py"),
  /**
   * All layers are in 8 bits, with scales by output channel; activations are quantized at run time.
   */
  DYNAMIC("conv_int8.py", "linear_int8.py", "activations_int8.py"),
  /** It is like dynamic, with the ranges of activations known from a calibration. */
  STATIC("conv_int8.py", "linear_int8.py", "activations_int8.py");

  private final String convolutions;
  private final String linears;
  private final List<String> activations;

  Scheme(String convolutions, String linears, String... activations) {
    this.convolutions = convolutions;
    this.linears = linears;
    this.activations = List.of(activations);
  }

  public String convolutions() {
    return convolutions;
  }

  public String linears() {
    return linears;
  }

  /** Returns the files that together are the one of activations. */
  public List<String> activations() {
    return activations;
  }

  /** Returns whether convolutions and what flows between layers are in 8 bits. */
  public boolean quantizesConvolutions() {
    return this == DYNAMIC || this == STATIC;
  }

  /** Returns whether the ranges of activations have to be known. */
  public boolean needsRanges() {
    return this == STATIC;
  }

  /**
   * Returns whether the first layer reads an image's own bytes, where the configuration allows it.
   */
  public boolean readsImages() {
    return quantizesConvolutions();
  }

  /** Returns the label as on the command line and in the archive: {@code fp32}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the scheme of that label.
   *
   * @throws IllegalArgumentException naming what there is
   */
  public static Scheme of(String label) {
    for (Scheme scheme : values()) {
      if (scheme.label().equals(label)) {
        return scheme;
      }
    }
    String known = Arrays.stream(values()).map(Scheme::label).collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        Text.format("scheme: expected one of %s, found '%s'", known, label));
  }
}
