"""Reference values of layers by PyTorch: `python layers.py > layers.txt`.

Element k of the n-th tensor of a layer is sin(n + 1.7·k)/2. A line has the layer's name, then its outputs, then the derivatives of
the sum of outputs times cosines of their places in each weight.
"""
import math

import torch

torch.set_default_dtype(torch.float64)


def some(n, *shape):
    count = math.prod(shape)
    return torch.tensor([math.sin(n + 1.7 * k) / 2 for k in range(count)]).reshape(shape)


def show(name, outputs, weights):
    flat = torch.cat([y.reshape(-1) for y in outputs])
    (flat * torch.cos(torch.arange(len(flat), dtype=torch.float64))).sum().backward()
    print(name, *(repr(v) for v in flat.tolist()), ';', *(repr(v) for w in weights for v in w.grad.reshape(-1).tolist()))


def fill(layer):
    weights = list(layer.parameters())
    with torch.no_grad():
        for n, w in enumerate(weights):
            w.copy_(some(n, *w.shape))
    return weights


x = some(20, 3, 2, 2)  # length, batch, width
for name, make in [('rnn', torch.nn.RNN), ('lstm', torch.nn.LSTM), ('gru', torch.nn.GRU)]:
    layer = make(2, 3)
    weights = fill(layer)
    ys, last = layer(x)
    show(name, [ys, *(last if name == 'lstm' else [last])], weights)

for name, first in [('encoder', False), ('encoderFirst', True)]:
    layer = torch.nn.TransformerEncoderLayer(4, 2, 6, dropout=0, batch_first=True, norm_first=first)
    weights = fill(layer)
    layer.train()
    show(name, [layer(some(20, 2, 3, 4))], weights)
for name, first in [('decoder', False), ('decoderFirst', True)]:
    layer = torch.nn.TransformerDecoderLayer(4, 2, 6, dropout=0, batch_first=True, norm_first=first)
    weights = fill(layer)
    mask = torch.nn.Transformer.generate_square_subsequent_mask(3)
    show(name, [layer(some(20, 2, 3, 4), some(21, 2, 5, 4), tgt_mask=mask, tgt_is_causal=True)], weights)
