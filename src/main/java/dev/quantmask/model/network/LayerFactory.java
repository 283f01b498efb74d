package dev.quantmask.model.network;

import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.LayerRole;
import dev.quantmask.pytorch.archive.ScriptModule;
import dev.quantmask.pytorch.archive.StoredTensor;
import java.util.ArrayList;
import java.util.List;

/** The layers that a network is assembled from, by their paths: {@code backbone.res2.0.conv1}. */
interface LayerFactory {
  boolean has(String path);

  /** What the layer at a path is like. */
  Layer layer(String path);

  /** The layers of a role that are numbered from 0 on. */
  default List<ScriptModule> row(LayerRole role) {
    return row(role, Layer.NO_CASCADE);
  }

  /** The same in one of a cascade's box heads. */
  default List<ScriptModule> row(LayerRole role, int boxHead) {
    List<ScriptModule> row = new ArrayList<>();
    while (has(role.pathIn(boxHead, row.size()))) {
      row.add(module(role.pathIn(boxHead, row.size())));
    }
    return row;
  }

  /** A convolution or a linear layer. */
  ScriptModule module(String path);

  /** float {@code [out, in]} of a layer that another module computes itself. */
  StoredTensor weight(String path);

  /** float {@code [out]} of such a layer. */
  StoredTensor bias(String path);
}
