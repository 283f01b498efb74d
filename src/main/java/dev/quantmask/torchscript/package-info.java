/**
 * PyTorch's files: checkpoints in (pickle by allow-list, nothing is executed), TorchScript archives
 * out.
 *
 * <p>May use: tensor, files.
 */
package dev.quantmask.torchscript;
