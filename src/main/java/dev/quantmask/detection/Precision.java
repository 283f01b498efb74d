package dev.quantmask.detection;

import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.text.Text;
import java.util.Locale;
import java.util.Set;

/**
 * Names the type in which the layers compute that an archive's scheme quantizes, or all layers
 * where it quantizes none.
 */
public enum Precision {
  FP32,
  /** On a GPU, 8-bit weights become 16-bit floating point when they are loaded. */
  FP16,
  INT8;

  /**
   * A system property: {@code on}, {@code off}, or {@code auto}, which is {@code on} where
   * libtorch's 8-bit operators are fast.
   */
  public static final String SWITCH = "dev.quantmask.int8";

  /** As Java calls the one architecture for which oneDNN has optimized 8-bit kernels. */
  private static final Set<String> X86_64 = Set.of("amd64", "x86_64");

  public static Precision on(boolean gpu, Scheme scheme) {
    if (!gpu) {
      return onThisCpu(scheme);
    }
    return scheme.quantizesConvolutions() ? FP16 : FP32;
  }

  /** Returns the precision of an archive of this scheme on this machine's CPU. */
  public static Precision onThisCpu(Scheme scheme) {
    String wanted = System.getProperty(SWITCH, "auto");
    return onCpu(scheme, wanted, System.getProperty("os.arch"));
  }

  /**
   * The same for any CPU. libtorch for a Mac has no oneDNN, so that 8-bit weights cannot be packed;
   * for Linux on Arm it has one whose 8-bit convolutions and products are mostly reference code,
   * slower than 32-bit floating point.
   *
   * @param architecture as Java calls it
   */
  static Precision onCpu(Scheme scheme, String wanted, String architecture) {
    if (scheme == Scheme.FP32) {
      return FP32;
    }
    return switch (wanted) {
      case "on" -> INT8;
      case "off" -> FP32;
      case "auto" -> X86_64.contains(architecture) ? INT8 : FP32;
      default ->
          throw new IllegalArgumentException(
              Text.format("%s: expected auto, on or off, found '%s'", SWITCH, wanted));
    };
  }

  /** Returns the label as in JSON: {@code int8}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
