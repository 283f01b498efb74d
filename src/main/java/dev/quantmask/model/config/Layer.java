package dev.quantmask.model.config;

/**
 * One layer with weights: its place in the network and its shape.
 *
 * @param path in the network: {@code backbone.res2.0.conv1}
 * @param bias whether the checkpoint has one (a norm's is apart from it)
 */
public record Layer(
    String path,
    Kind kind,
    int in,
    int out,
    int kernel,
    int stride,
    int padding,
    int groups,
    boolean relu,
    Norm norm,
    boolean bias) {
  public enum Kind {
    CONVOLUTION,
    LINEAR,
    /** Transposed convolution of kernel 2 and stride 2. */
    TRANSPOSED,
    /** 1x1 convolution of which only the predicted class's output is computed. */
    PREDICTOR
  }

  public static Layer convolution(String path, int in, int out, int kernel) {
    return new Layer(
        path, Kind.CONVOLUTION, in, out, kernel, 1, kernel / 2, 1, false, Norm.NONE, true);
  }

  public static Layer linear(String path, int in, int out) {
    return new Layer(path, Kind.LINEAR, in, out, 1, 1, 0, 1, false, Norm.NONE, true);
  }

  public static Layer transposed(String path, int in, int out) {
    return new Layer(path, Kind.TRANSPOSED, in, out, 2, 2, 0, 1, true, Norm.NONE, true);
  }

  public static Layer predictor(String path, int in, int out) {
    return new Layer(path, Kind.PREDICTOR, in, out, 1, 1, 0, 1, false, Norm.NONE, true);
  }

  Layer strided(int newStride) {
    return new Layer(path, kind, in, out, kernel, newStride, padding, groups, relu, norm, bias);
  }

  Layer grouped(int newGroups) {
    return new Layer(path, kind, in, out, kernel, stride, padding, newGroups, relu, norm, bias);
  }

  /** The input has a margin of its own. */
  public Layer unpadded() {
    return new Layer(path, kind, in, out, kernel, stride, 0, groups, relu, norm, bias);
  }

  Layer withRelu() {
    return new Layer(path, kind, in, out, kernel, stride, padding, groups, true, norm, bias);
  }

  /** Convolutions before a norm have no bias of their own. */
  public Layer normalized(Norm newNorm) {
    return new Layer(
        path, kind, in, out, kernel, stride, padding, groups, relu, newNorm, newNorm == Norm.NONE);
  }

  /** Where an archive has an attribute of the layer: {@code backbone.res2.at0.conv1.weight}. */
  public String attributePath(String attribute) {
    // An element of a sequence is an attribute: at0, at1, … The mask predictor's weights are the
    // mask head's own.
    String modulePath = path.replaceAll("\\.(\\d+)(?=\\.|$)", ".at$1");
    return modulePath + (kind == Kind.PREDICTOR ? "_" : ".") + attribute;
  }

  /** Whether the layer reads pooled pixels: it is the first of the linear ones. */
  public boolean readsPixels(MaskRcnnConfig config) {
    return kind == Kind.LINEAR && (config.boxHead().fcs() == 0 || path.equals("box_head.fcs.0"));
  }

  /** Whether other layers read its output; predictions are floating point in every scheme. */
  public boolean putsOutActivations() {
    return switch (kind) {
      case TRANSPOSED -> true;
      case PREDICTOR -> false;
      case CONVOLUTION -> !path.equals("rpn.objectness") && !path.equals("rpn.deltas");
      case LINEAR -> !path.equals("box_head.cls_score") && !path.equals("box_head.bbox_pred");
    };
  }

  /** Shape of the weight in a checkpoint. */
  public int[] weightShape() {
    return switch (kind) {
      case CONVOLUTION, PREDICTOR -> new int[] {out, in / groups, kernel, kernel};
      case LINEAR -> new int[] {out, in};
      case TRANSPOSED -> new int[] {in, out, kernel, kernel};
    };
  }

  /** Shape of the weight in an archive; a row for each bias. */
  public int[] foldedShape() {
    return switch (kind) {
      case CONVOLUTION -> weightShape();
      case LINEAR, PREDICTOR -> new int[] {out, in};
      case TRANSPOSED -> new int[] {4 * out, in, 1, 1};
    };
  }
}
