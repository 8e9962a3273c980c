"""Small models exported by PyTorch, with inputs, outputs and gradients, for TorchModelsTest.

    python onnx_models.py FOLDER

For each model NAME.onnx, and NAME.npz with input0, …, output0, … and, where the model is differentiated, loss and
gradient.WEIGHT of the loss Σ mean(sin(output)) for every weight that the file holds as the module does. Needs torch, onnx and
onnxscript.
"""
import logging
import os
import sys
import warnings

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn import functional as F

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)


class Mlp(nn.Sequential):
    def __init__(self):
        super().__init__(nn.Linear(6, 16), nn.Tanh(), nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 3))


class Cnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2),
                                  nn.Conv2d(8, 12, 3, stride=2, padding=1), nn.BatchNorm2d(12), nn.SiLU(),
                                  nn.AvgPool2d(2, padding=1, count_include_pad=False))
        self.head = nn.Linear(12 * 9, 5)

    def forward(self, x):
        return F.log_softmax(self.head(self.body(x).flatten(1)), 1)


class Normalised(nn.Module):
    """Batch normalisation that the exporter leaves as it is."""
    def __init__(self):
        super().__init__()
        self.conv, self.norm, self.head = nn.Conv1d(3, 6, 3), nn.BatchNorm1d(6), nn.Conv1d(6, 2, 2, dilation=2, groups=2)

    def forward(self, x):
        return self.head(torch.cumsum(self.norm(torch.sigmoid(self.conv(x))), 2))


class Block(nn.Module):
    def __init__(self, a, b, stride):
        super().__init__()
        self.one, self.norm1 = nn.Conv2d(a, b, 3, stride, 1, bias=False), nn.BatchNorm2d(b)
        self.two, self.norm2 = nn.Conv2d(b, b, 3, 1, 1, bias=False), nn.BatchNorm2d(b)
        self.short = nn.Conv2d(a, b, 1, stride) if a != b else nn.Identity()

    def forward(self, x):
        y = F.relu(self.norm1(self.one(x)))
        return F.relu(self.norm2(self.two(y)) + self.short(x))


class Resnet(nn.Sequential):
    def __init__(self):
        super().__init__(nn.Conv2d(3, 8, 3, 1, 1), Block(8, 8, 1), Block(8, 12, 2), nn.AdaptiveAvgPool2d(1), nn.Flatten(),
                         nn.Linear(12, 4))


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.TransformerEncoderLayer(16, 4, 32, dropout=0.0, batch_first=True, activation="gelu")

    def forward(self, x):
        return self.layer(x)


class Recurrent(nn.Module):
    def __init__(self, kind, **options):
        super().__init__()
        self.cell = kind(5, 7, batch_first=True, **options)
        self.head = nn.Linear(7 * (2 if options.get("bidirectional") else 1), 3)

    def forward(self, x):
        y, _ = self.cell(x)
        return self.head(y)


class Autoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.Sequential(nn.Conv2d(1, 4, 3, 2, 1), nn.LeakyReLU(0.1), nn.Conv2d(4, 8, 3, 2, 1), nn.ELU())
        self.up = nn.Sequential(nn.ConvTranspose2d(8, 4, 3, 2, 1, output_padding=1), nn.PReLU(),
                                nn.ConvTranspose2d(4, 1, 4, 2, 1), nn.Sigmoid())

    def forward(self, x):
        return self.up(self.down(x))


class Classifier(nn.Module):
    """An embedding bag of tokens and a linear layer."""
    def __init__(self):
        super().__init__()
        self.table, self.head = nn.Embedding(20, 8), nn.Linear(8, 4)

    def forward(self, tokens):
        return self.head(self.table(tokens).mean(1))


class Normed(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.norm, self.b = nn.Linear(6, 12), nn.LayerNorm(12), nn.Linear(12, 6)
        self.group = nn.GroupNorm(3, 6)

    def forward(self, x):
        return self.group(x + self.b(F.gelu(self.norm(self.a(x)), approximate="tanh")))


class Shaped(nn.Module):
    """What is done with shapes that are only known when it runs."""
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.randn(4, 4) / 2)

    def forward(self, x):
        n, t, d = x.shape
        y = (x.reshape(n * t, d) @ self.w).view(n, t, 2, d // 2).transpose(1, 2)
        positions = torch.arange(t, dtype=x.dtype).unsqueeze(0).expand(n, t)
        mask = torch.ones(t, t).tril().bool()
        scores = (y @ y.transpose(-1, -2)).masked_fill(~mask, float("-inf"))
        return (scores.softmax(-1) @ y).sum(1) + positions.unsqueeze(-1)


class Gpt(nn.Module):
    """One block of a causal language model."""
    def __init__(self):
        super().__init__()
        self.tokens, self.places = nn.Embedding(32, 16), nn.Embedding(8, 16)
        self.norm1, self.norm2, self.last = nn.LayerNorm(16), nn.LayerNorm(16), nn.LayerNorm(16)
        self.qkv, self.out = nn.Linear(16, 48), nn.Linear(16, 16)
        self.up, self.down, self.head = nn.Linear(16, 32), nn.Linear(32, 16), nn.Linear(16, 32, bias=False)

    def forward(self, tokens):
        n, t = tokens.shape
        x = self.tokens(tokens) + self.places(torch.arange(t))
        q, k, v = (p.view(n, t, 2, 8).transpose(1, 2) for p in self.qkv(self.norm1(x)).split(16, 2))
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.out(y.transpose(1, 2).reshape(n, t, 16))
        x = x + self.down(F.gelu(self.up(self.norm2(x))))
        return self.head(self.last(x))


class Mobile(nn.Module):
    """Depthwise convolutions, squeeze and excitation, hard activations."""
    def __init__(self):
        super().__init__()
        self.stem, self.depth = nn.Conv2d(3, 8, 3, 2, 1), nn.Conv2d(8, 8, 5, padding=2, groups=8)
        self.squeeze, self.excite, self.point = nn.Conv2d(8, 4, 1), nn.Conv2d(4, 8, 1), nn.Conv2d(8, 6, 1)

    def forward(self, x):
        y = F.hardswish(self.depth(F.hardswish(self.stem(x))))
        gate = F.hardsigmoid(self.excite(F.relu(self.squeeze(F.adaptive_avg_pool2d(y, 1)))))
        return self.point(y * gate).mean((2, 3))


class Unet(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.c = nn.Conv2d(1, 4, 3, padding=1), nn.Conv2d(4, 8, 3, padding=1), nn.Conv2d(12, 2, 3, padding=1)

    def forward(self, x):
        high = F.relu(self.a(x))
        low = F.relu(self.b(F.max_pool2d(high, 2)))
        up = F.interpolate(low, scale_factor=2, mode="bilinear", align_corners=False)
        return self.c(torch.cat([high, up], 1))


class Looping(nn.Module):
    """As many steps as there are rows."""
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.randn(4, 4) / 2)

    def forward(self, x):
        y = torch.zeros_like(x[0])
        for i in range(x.size(0)):
            y = torch.tanh(y @ self.w + x[i])
        return y


class Halving(nn.Module):
    """As many steps as values ask for, and a branch that they choose."""
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.randn(4))

    def forward(self, x):
        y = x * self.w
        while bool(y.abs().max() > 0.3):
            y = y * 0.5
        if bool(y.sum() > 0):
            z = torch.sin(y)
        else:
            z = y * self.w
        return z


class Pair(nn.Module):
    """Two inputs, two outputs."""
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(4, 8), nn.Linear(3, 8)

    def forward(self, x, y):
        u, v = torch.tanh(self.a(x)), torch.sigmoid(self.b(y))
        return u * v, F.cosine_similarity(u, v, 1)


def half(name):
    """The file's weights in half precision, cast where they are read."""
    def rewrite(model):
        kind = getattr(onnx.TensorProto, name)
        casts = []
        for i, tensor in enumerate(list(model.graph.initializer)):
            if tensor.data_type != onnx.TensorProto.FLOAT:
                continue
            narrow = onnx.helper.make_tensor(tensor.name + ".narrow", kind, tensor.dims,
                                             numpy_helper.to_array(tensor).astype(np.float32).flatten())
            casts.append(onnx.helper.make_node("Cast", [narrow.name], [tensor.name], to=onnx.TensorProto.FLOAT))
            model.graph.initializer[i].CopyFrom(narrow)
        nodes = casts + list(model.graph.node)
        del model.graph.node[:]
        model.graph.node.extend(nodes)
    return rewrite


def tokens(*shape):
    return torch.randint(0, 20, shape)


LEGACY, NEW = False, True
MODELS = [  # name, module, inputs, exporter, opset, gradients, open axes, what is done with the file
    ("mlp", Mlp, (torch.randn(4, 6),), LEGACY, 13, True, {0: "batch"}, None),
    ("mlp_new", Mlp, (torch.randn(4, 6),), NEW, 20, True, None, None),
    ("cnn", Cnn, (torch.randn(2, 3, 16, 16),), LEGACY, 14, False, None, None),
    ("cnn_new", Cnn, (torch.randn(2, 3, 16, 16),), NEW, 18, False, None, None),
    ("normalised", Normalised, (torch.randn(2, 3, 9),), LEGACY, 15, True, None, None),
    ("resnet", Resnet, (torch.randn(2, 3, 8, 8),), LEGACY, 17, False, {0: "batch"}, None),
    ("encoder", Encoder, (torch.randn(2, 5, 16),), LEGACY, 17, False, None, None),
    ("encoder_new", Encoder, (torch.randn(2, 5, 16),), NEW, 20, True, None, None),
    ("lstm", lambda: Recurrent(nn.LSTM, bidirectional=True), (torch.randn(2, 6, 5),), LEGACY, 15, False, {0: "batch"}, None),
    ("lstm_new", lambda: Recurrent(nn.LSTM, num_layers=2), (torch.randn(2, 6, 5),), NEW, 22, False, None, None),
    ("gru", lambda: Recurrent(nn.GRU), (torch.randn(3, 5, 5),), LEGACY, 16, False, None, None),
    ("rnn", lambda: Recurrent(nn.RNN, nonlinearity="relu"), (torch.randn(2, 4, 5),), LEGACY, 13, False, None, None),
    ("autoencoder", Autoencoder, (torch.rand(2, 1, 12, 12),), LEGACY, 17, True, None, None),
    ("classifier", Classifier, (tokens(3, 6),), NEW, 18, True, None, None),
    ("normed", Normed, (torch.randn(4, 6, 6),), NEW, 21, True, None, None),
    ("shaped", Shaped, (torch.randn(2, 3, 4),), LEGACY, 16, True, {0: "batch", 1: "time"}, None),
    ("shaped_new", Shaped, (torch.randn(2, 3, 4),), NEW, 20, True, {0: "batch", 1: "time"}, None),
    ("gpt", Gpt, (tokens(2, 6),), LEGACY, 17, True, {0: "batch", 1: "time"}, None),
    ("gpt_new", Gpt, (tokens(2, 6),), NEW, 20, True, None, None),
    ("mobile", Mobile, (torch.randn(1, 3, 12, 12),), NEW, 18, True, None, None),
    ("unet", Unet, (torch.randn(1, 1, 8, 8),), LEGACY, 17, True, None, None),
    ("looping", lambda: torch.jit.script(Looping()), (torch.randn(5, 4),), LEGACY, 17, True, {0: "rows"}, None),
    ("halving", lambda: torch.jit.script(Halving()), (torch.randn(3, 4),), LEGACY, 17, True, None, None),
    ("pair", Pair, (torch.randn(2, 4), torch.randn(2, 3)), LEGACY, 18, True, {0: "batch"}, None),
    ("f16", Mlp, (torch.randn(4, 6),), LEGACY, 17, True, None, half("FLOAT16")),
    ("bf16", Mlp, (torch.randn(4, 6),), LEGACY, 17, True, None, half("BFLOAT16")),
    ("external", Mlp, (torch.randn(4, 6),), LEGACY, 17, True, None, "external"),
]


def export(folder, name, make, inputs, new, opset, gradients, axes, change):
    torch.manual_seed(len(name) + ord(name[0]))
    module = make().eval()
    for buffer in module.buffers():  # running statistics as after some training
        if buffer.is_floating_point():
            buffer.data = torch.rand_like(buffer) + 0.5
    file = os.path.join(folder, name + ".onnx")
    names = [f"input{i}" for i in range(len(inputs))]
    for parameter in module.parameters():  # exporters make one of those that are equal, such as the ones of normalisations
        parameter.data += 0.05 * torch.randn_like(parameter)
    if new:
        shapes = tuple({d: torch.export.Dim(n, min=1, max=64) for d, n in axes.items()} for _ in inputs) if axes else None
        torch.onnx.export(module, inputs, file, dynamo=True, opset_version=opset, input_names=names, dynamic_shapes=shapes,
                          external_data=False, verbose=False)
    else:
        torch.onnx.export(module, inputs, file, dynamo=False, opset_version=opset, input_names=names,
                          dynamic_axes={n: axes for n in names} if axes else None)
    model = onnx.load(file)
    for node in model.graph.node:  # where in the source it comes from says nothing that is computed
        node.doc_string = ""
        del node.metadata_props[:]
    for value in list(model.graph.input) + list(model.graph.output):
        del value.metadata_props[:]
    del model.graph.value_info[:]
    del model.metadata_props[:]
    del model.graph.metadata_props[:]
    if callable(change):
        change(model)
        onnx.save(model, file)
    elif change:
        onnx.save(model, file, save_as_external_data=True, location=name + ".data", size_threshold=0)
    else:
        onnx.save(model, file)
    arrays = {f"input{i}": x.numpy() for i, x in enumerate(inputs)}
    if callable(change):  # the module with the weights of the file
        values = {t.name.removesuffix(".narrow"): numpy_helper.to_array(t).astype(np.float32) for t in model.graph.initializer}
        for key, parameter in module.named_parameters():
            parameter.data = torch.tensor(values[key])
    results = module(*inputs)
    results = results if isinstance(results, tuple) else (results,)
    arrays |= {f"output{i}": y.detach().numpy() for i, y in enumerate(results)}
    if gradients:
        loss = sum(y.sin().mean() for y in results)
        loss.backward()
        arrays["loss"] = loss.detach().numpy()
        same = {t.name: numpy_helper.to_array(t) for t in onnx.load(file).graph.initializer}
        for key, parameter in module.named_parameters():
            held = key if key in same else key + ".narrow"
            if held in same and np.array_equal(same[held].astype(np.float32), parameter.detach().numpy()):
                arrays["gradient." + held] = parameter.grad.numpy()
    np.savez(os.path.join(folder, name + ".npz"), **arrays)
    kinds = sorted({n.op_type for n in model.graph.node})
    print(f"{name}: {os.path.getsize(file)} bytes, {sum(k.startswith('gradient') for k in arrays)} gradients, {' '.join(kinds)}")


if __name__ == "__main__":
    os.makedirs(sys.argv[1], exist_ok=True)
    torch.manual_seed(1)
    only = sys.argv[2:]
    for entry in MODELS:
        if not only or entry[0] in only:
            export(sys.argv[1], *entry)
