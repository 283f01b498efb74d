"""Writes wrappers/: one tiny network as the trainers of the field save it, and expected.json with its weights.

Never needed to build or to test: the fixtures are committed. Made with Python 3.11 and
torch==2.7.1 safetensors==0.8.0 lightning==2.5.5.

    python wrappers.py
"""

import gzip
import json
import pathlib
import warnings

import torch
from lightning.pytorch import LightningModule, Trainer
from safetensors.torch import save_file, save_model
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

HERE = pathlib.Path(__file__).parent / "wrappers"


class Network(torch.nn.Module):
    def __init__(self, seed=0):
        super().__init__()
        torch.manual_seed(seed)
        self.stem = torch.nn.Conv2d(1, 2, 1, bias=False)
        self.norm = torch.nn.BatchNorm2d(2)
        self.head = torch.nn.Linear(2, 1)

    def forward(self, x):
        return self.head(self.norm(self.stem(x)).mean((2, 3)))


class Module(LightningModule):
    """What Lightning's users write: the network is an attribute, beside a loss with weights of its own."""

    def __init__(self, **networks):
        super().__init__()
        for name, network in networks.items():
            setattr(self, name, network)

    def training_step(self, batch, index):
        return torch.nn.functional.mse_loss(self.model(batch[0]), batch[1])

    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), 0.0, momentum=0.9)


def lightning(file, **networks):
    module = Module(**networks)
    trainer = Trainer(max_epochs=1, limit_train_batches=1, logger=False, enable_checkpointing=False,
                      enable_progress_bar=False, enable_model_summary=False, accelerator="cpu")
    data = torch.utils.data.TensorDataset(torch.zeros(2, 1, 2, 2), torch.zeros(2, 1))
    for network in networks.values():
        network.eval()  # the statistics stay as they are
    trainer.fit(module, torch.utils.data.DataLoader(data, 2))
    trainer.save_checkpoint(HERE / file)


def write_fixtures():
    network = Network()
    other = Network(1)
    weights = network.state_dict()
    averaged = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(0.9), use_buffers=True)
    averaged.update_parameters(network)
    compiled = torch.compile(network)
    optimizer = torch.optim.Adam(network.parameters())
    network(torch.zeros(2, 1, 2, 2)).sum().backward()
    network.load_state_dict(weights := {k: v.clone() for k, v in Network().state_dict().items()})
    averaged.module.load_state_dict(weights)
    optimizer.step()
    network.load_state_dict(weights)
    torch.save(compiled.state_dict(), HERE / "compiled.pth")
    torch.save({"model": torch.nn.DataParallel(compiled).state_dict(), "optimizer": optimizer.state_dict()},
               HERE / "compiled_parallel.pth.tar")
    torch.save(averaged.state_dict(), HERE / "averaged.pth")
    for key in ("ema", "model_ema", "weights", "net"):
        torch.save({key: weights, "epoch": 3, "optimizer": optimizer.state_dict()}, HERE / f"{key}.pth")
    torch.save({"ema": {"decay": 0.9, "state_dict": averaged.state_dict()}}, HERE / "ema_averaged.pth")
    torch.save({"model": weights, "model_ema": other.state_dict()}, HERE / "two_keys.pth")
    lightning("lightning.ckpt", model=network)
    network.load_state_dict(weights)
    lightning("lightning_compiled.ckpt", model=compiled, loss=torch.nn.BCEWithLogitsLoss(pos_weight=torch.ones(1)),
              metric=torch.nn.PReLU())
    network.load_state_dict(weights)
    lightning("two_prefixes.ckpt", model=network, teacher=other)
    network.load_state_dict(weights)
    save_file(weights, HERE / "saved.safetensors", {"format": "pt"})
    save_model(compiled, str(HERE / "compiled.safetensors"))
    save_file({k: v.to(torch.bfloat16) if v.is_floating_point() else v for k, v in weights.items()},
              HERE / "bfloat16.safetensors")
    packed = (HERE / "net.pth").read_bytes()
    (HERE / "net.pth.gz").write_bytes(gzip.compress(packed, mtime=0))
    expected = {name: {"shape": list(value.shape), "values": value.flatten().tolist()} for name, value in weights.items()}
    (HERE / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    write_fixtures()
