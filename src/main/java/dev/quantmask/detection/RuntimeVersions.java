package dev.quantmask.detection;

/** Versions of what a network runs in; empty where there is none. */
public record RuntimeVersions(String djl, String libtorch) {
  public static final RuntimeVersions NONE = new RuntimeVersions("", "");
}
