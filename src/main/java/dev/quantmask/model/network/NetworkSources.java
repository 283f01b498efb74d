package dev.quantmask.model.network;

import dev.quantmask.model.config.FeatureMaps;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.config.RoiHeads;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Selects the files of src/main/torchscript that a network is made of. */
public final class NetworkSources {
  private static final List<String> COMMON =
      List.of(
          "anchors.py",
          "backbone.py",
          "box_head.py",
          "boxes.py",
          "fpn.py",
          "mask_head.py",
          "maskrcnn.py",
          "pillow.py",
          "pooler.py",
          "preprocess.py",
          "quantization.py",
          "resnet.py",
          "roi_align.py",
          "rpn.py",
          "selection.py");

  private static final List<String> TRAINING =
      List.of("augmentation.py", "losses.py", "matching.py", "outlines.py", "training.py");

  private NetworkSources() {}

  /** Returns the sources that differ between architectures, by file name in the archive. */
  static Map<String, String> variants(MaskRcnnConfig config) {
    Map<String, String> sources = new TreeMap<>();
    if (config.features() instanceof FeatureMaps.SingleMap) {
      sources.put("fpn.py", read("fpn_single_map.py"));
    }
    if (config.features().lastStage() == 4) {
      sources.put("resnet.py", read("resnet_c4.py"));
    }
    if (config.backbone().deformable().stages().contains(true)) {
      sources.put("deformable.py", read("deformable.py"));
    }
    if (config.roiHeads() instanceof RoiHeads.Cascade) {
      sources.put("box_head.py", read("box_head_cascade.py"));
    } else if (config.roiHeads() instanceof RoiHeads.Res5) {
      sources.put("aligned_pooler.py", read("pooler.py"));
      sources.put("pooler.py", read("pooler_res5.py"));
    }
    return sources;
  }

  /** Returns the sources by file name in the archive; the layers are those of the scheme. */
  public static Map<String, String> of(Scheme scheme, Map<String, String> variants) {
    return of(scheme.convolutions(), scheme.linears(), scheme.activations(), variants);
  }

  /**
   * Returns the sources by file name in the archive: the files that differ where a quantized
   * network computes in floating point, with none of the operators that quantized layers need.
   */
  static Map<String, String> dequantized(Scheme scheme) {
    return switch (scheme) {
      case FP32 -> Map.of();
      case LINEAR ->
          Map.of("linear.py", join(List.of("linear_fp32.py", "linear_per_tensor_dequantized.py")));
      case DYNAMIC, STATIC ->
          Map.of(
              "conv.py", join(List.of("conv_fp32.py", "conv_dequantized.py")),
              "linear.py", join(List.of("linear_fp32.py", "linear_dequantized.py")),
              "activations.py", join(List.of("activations_float.py", "images_folded.py")));
    };
  }

  /** Returns the sources by file name in the archive, with layers that collect histograms. */
  static Map<String, String> forCalibration(Map<String, String> variants) {
    Map<String, String> sources =
        of("conv_observed.py", "linear_observed.py", Scheme.FP32.activations(), variants);
    sources.put("observer.py", read("observer.py"));
    return sources;
  }

  /**
   * Returns the sources by file name in the archive, with a module that shows what the network
   * computes.
   */
  static Map<String, String> forProbing(Scheme scheme, Map<String, String> variants) {
    Map<String, String> sources = of(scheme, variants);
    sources.put("probe.py", read("probe.py"));
    return sources;
  }

  /** Returns the sources by file name in the archive, with losses and layers to be trained. */
  static Map<String, String> forTraining(Map<String, String> variants, RoiHeads heads) {
    Map<String, String> sources =
        of("conv_train.py", "linear_train.py", Scheme.FP32.activations(), variants);
    TRAINING.forEach(name -> sources.put(name, read(name)));
    String boxes =
        heads instanceof RoiHeads.Cascade ? "training_boxes_cascade.py" : "training_boxes.py";
    sources.put("training.py", read("training.py") + read(boxes));
    return sources;
  }

  private static Map<String, String> of(
      String convolutions, String linears, List<String> activations, Map<String, String> variants) {
    Map<String, String> sources = new TreeMap<>();
    COMMON.forEach(name -> sources.put(name, read(name)));
    sources.put("conv.py", read(convolutions));
    sources.put("linear.py", read(linears));
    sources.put("activations.py", join(activations));
    sources.putAll(variants);
    // The importer looks for a file of every class that an annotation names, also of built-in ones.
    sources.put("torch/classes/quantized.py", "");
    return sources;
  }

  /** Methods that {@link MeasuredNetwork} adds to the network. */
  static String measuring(RoiHeads heads) {
    String boxes = "measured_boxes.py";
    String masks = "measured_masks.py";
    if (heads instanceof RoiHeads.Cascade) {
      boxes = "measured_boxes_cascade.py";
    } else if (heads instanceof RoiHeads.Res5) {
      boxes = "measured_boxes_res5.py";
      masks = "measured_masks_res5.py";
    }
    return read("measured.py") + read(boxes) + read(masks);
  }

  private static String join(List<String> names) {
    return names.stream().map(NetworkSources::read).collect(Collectors.joining("\n\n"));
  }

  private static String read(String name) {
    try (InputStream in = NetworkSources.class.getResourceAsStream("/torchscript/" + name)) {
      if (in == null) {
        throw new IllegalStateException(Text.format("torchscript/%s: not in the class path", name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
