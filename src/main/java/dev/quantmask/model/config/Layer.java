package dev.quantmask.model.config;

import java.util.Arrays;
import java.util.List;

/**
 * One layer with weights: its place in the network and its shape.
 *
 * @param place the numbers in the role's path: of stage, block and the like
 * @param boxHead which one of a cascade's it is in; {@link #NO_CASCADE} where there is but one
 */
public record Layer(
    LayerRole role,
    List<Integer> place,
    int in,
    int out,
    int kernel,
    int stride,
    int padding,
    int groups,
    Norm norm,
    int boxHead) {
  public static final int NO_CASCADE = -1;

  public enum Kind {
    CONVOLUTION,
    LINEAR,
    /** Transposed convolution of kernel 2 and stride 2. */
    TRANSPOSED,
    /** 1x1 convolution of which only the predicted class's output is computed. */
    PREDICTOR
  }

  public Layer {
    place = List.copyOf(place);
  }

  /** Returns a layer that steps by one pixel and keeps the size, without a norm. */
  public static Layer of(LayerRole role, int in, int out, int kernel, int... place) {
    List<Integer> numbers = Arrays.stream(place).boxed().toList();
    return new Layer(role, numbers, in, out, kernel, 1, (kernel - 1) / 2, 1, Norm.NONE, NO_CASCADE);
  }

  Layer strided(int newStride) {
    return new Layer(role, place, in, out, kernel, newStride, padding, groups, norm, boxHead);
  }

  Layer grouped(int newGroups) {
    return new Layer(role, place, in, out, kernel, stride, padding, newGroups, norm, boxHead);
  }

  /** Returns the layer with a dilation, and a padding that keeps the size of the output. */
  Layer dilated(int dilation) {
    int newPadding = dilation * (kernel - 1) / 2;
    return new Layer(role, place, in, out, kernel, stride, newPadding, groups, norm, boxHead);
  }

  /** Returns the layer for an input in which the pixels of each output lie side by side. */
  Layer gathered() {
    return new Layer(role, place, in, out, kernel, kernel, 0, groups, norm, boxHead);
  }

  Layer inBoxHead(int number) {
    return new Layer(role, place, in, out, kernel, stride, padding, groups, norm, number);
  }

  /** Returns the layer for an input that is padded already. */
  public Layer unpadded() {
    return new Layer(role, place, in, out, kernel, stride, 0, groups, norm, boxHead);
  }

  public Layer normalized(Norm newNorm) {
    return new Layer(role, place, in, out, kernel, stride, padding, groups, newNorm, boxHead);
  }

  /** Returns the path in the network: {@code backbone.res2.0.conv1}. */
  public String path() {
    return role.pathIn(boxHead, place.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * How far apart the pixels are that it reads: a padding beyond that of 1 is for no other reason.
   */
  public int dilation() {
    return kernel == 1 ? 1 : Math.max(2 * padding / (kernel - 1), 1);
  }

  /** Whether it reads what was gathered at places that another layer says. */
  public boolean isDeformable() {
    return role == LayerRole.BLOCK_CONVOLUTION && stride == 3;
  }

  /** A number of its place. */
  public int at(int index) {
    return place.get(index);
  }

  /** Returns whether it is the first of the layers that share its role. */
  public boolean isFirst() {
    return place.stream().allMatch(number -> number == 0);
  }

  public Kind kind() {
    return role.kind();
  }

  public boolean relu() {
    return role.relu();
  }

  /** Returns whether the checkpoint has one: what is before a norm has none beside the norm's. */
  public boolean bias() {
    return norm == Norm.NONE;
  }

  /**
   * Returns where an archive has an attribute of the layer: {@code backbone.res2.at0.conv1.weight}.
   */
  public String attributePath(String attribute) {
    // An element of a sequence is an attribute: at0, at1, … The mask predictor's weights are the
    // mask head's own.
    String modulePath = path().replaceAll("\\.(\\d+)(?=\\.|$)", ".at$1");
    return modulePath + (kind() == Kind.PREDICTOR ? "_" : ".") + attribute;
  }

  /** Returns whether the layer reads pooled pixels: it is the first of the linear ones. */
  public boolean readsPixels(MaskRcnnConfig config) {
    return kind() == Kind.LINEAR
        && !(config.roiHeads() instanceof RoiHeads.Res5) // it reads their mean
        && (config.boxHead().fcs() == 0 || role == LayerRole.BOX_LINEAR && isFirst());
  }

  /** Shape of the weight in a checkpoint. */
  public int[] weightShape() {
    return switch (kind()) {
      case CONVOLUTION, PREDICTOR -> new int[] {out, in / groups, kernel, kernel};
      case LINEAR -> new int[] {out, in};
      case TRANSPOSED -> new int[] {in, out, kernel, kernel};
    };
  }

  /** Shape of the weight in an archive; a row for each bias. */
  public int[] foldedShape() {
    return switch (kind()) {
      case CONVOLUTION -> weightShape();
      case LINEAR, PREDICTOR -> new int[] {out, in};
      case TRANSPOSED -> new int[] {4 * out, in, 1, 1};
    };
  }
}
