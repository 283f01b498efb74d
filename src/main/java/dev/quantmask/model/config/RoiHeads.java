package dev.quantmask.model.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeInfo.Id;
import java.util.List;

/** Says how box head and mask head are put together. */
@JsonTypeInfo(use = Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RoiHeads.Standard.class, name = "standard"),
  @JsonSubTypes.Type(value = RoiHeads.Cascade.class, name = "cascade"),
  @JsonSubTypes.Type(value = RoiHeads.Res5.class, name = "res5")
})
public sealed interface RoiHeads {

  /** One box head, one mask head (StandardROIHeads). */
  record Standard() implements RoiHeads {}

  /**
   * Box heads one after the other, each of which refines the boxes of the one before
   * (CascadeROIHeads).
   *
   * @param boxWeights of each box head
   * @param overlaps the IoU from which on a box is an object in training, of each box head
   */
  record Cascade(List<List<Double>> boxWeights, List<Double> overlaps) implements RoiHeads {
    public Cascade {
      overlaps = List.copyOf(overlaps);
      boxWeights = List.copyOf(boxWeights);
    }

    public int stages() {
      return boxWeights.size();
    }
  }

  /** Both heads read what the backbone's last stage makes of each region (Res5ROIHeads). */
  record Res5() implements RoiHeads {}
}
