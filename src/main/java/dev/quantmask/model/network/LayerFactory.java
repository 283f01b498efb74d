package dev.quantmask.model.network;

import dev.quantmask.pytorch.archive.ScriptModule;
import dev.quantmask.pytorch.archive.StoredTensor;

/** The layers that a network is assembled from, by their paths: {@code backbone.res2.0.conv1}. */
interface LayerFactory {
  boolean has(String path);

  /** A convolution or a linear layer. */
  ScriptModule module(String path);

  /** float {@code [out, in]} of a layer that another module computes itself. */
  StoredTensor weight(String path);

  /** float {@code [out]} of such a layer. */
  StoredTensor bias(String path);
}
