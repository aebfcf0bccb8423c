"""The tree against the published vectors of Certificate Transparency (RFC 6962; its reference tests)."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understone.ledger import tree
from understone.ledger.hashing import EMPTY_ROOT, leaf_hash, node_hash
from understone.ledger.proofs import ConsistencyProof, InclusionProof, verify_consistency, verify_inclusion

LEAVES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    bytes.fromhex(text)
    for text in (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    )
]
N01 = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
N23 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
N45 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
N67 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
N03 = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"
N47 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
L1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
L4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"


class Nodes:
    """Complete subtrees in memory, as a store would keep them."""

    def __init__(self, leaves: list[bytes], batch: int = 1) -> None:
        self.hashes: dict[tuple[int, int], bytes] = {}
        self.reads = 0
        for first in range(0, len(leaves), batch):
            new = [leaf_hash(leaf) for leaf in leaves[first : first + batch]]
            made = tree.new_nodes(first, new, self.node)
            for place, value in enumerate(new, start=first):
                self.hashes[0, place] = value
            for node in made:
                assert (node.level, node.index) not in self.hashes
                self.hashes[node.level, node.index] = node.hash

    def node(self, level: int, index: int) -> bytes:
        self.reads += 1
        return self.hashes[level, index]


def mth(leaves: list[bytes]) -> bytes:
    """MTH as RFC 6962 §2.1 writes it."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def test_a_leaf_is_hashed_apart_from_a_node() -> None:
    assert leaf_hash(b"") == ROOTS[1]
    assert node_hash(leaf_hash(b""), leaf_hash(b"\x00")) == ROOTS[2]
    assert ROOTS[0] == EMPTY_ROOT


@pytest.mark.parametrize("size", range(9))
def test_the_root_of_every_size_is_the_published_one(size: int) -> None:
    nodes = Nodes(LEAVES)
    assert tree.root(size, nodes.node) == ROOTS[size]


@pytest.mark.parametrize(
    ("seq", "size", "path"),
    [
        (0, 1, []),
        (0, 8, [L1, N23, N47]),
        (5, 8, [L4, N67, N03]),
        (2, 3, [N01]),
        (1, 5, [ROOTS[1].hex(), N23, L4]),
    ],
)
def test_an_inclusion_path_is_the_published_one(seq: int, size: int, path: list[str]) -> None:
    given_path = tree.inclusion_path(seq, size, Nodes(LEAVES).node)
    assert [value.hex() for value in given_path] == path
    assert verify_inclusion(InclusionProof(seq, size, tuple(given_path)), LEAVES[seq], ROOTS[size])


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [(1, 1, []), (1, 8, [L1, N23, N47]), (6, 8, [N45, N67, N03]), (2, 5, [N23, L4])],
)
def test_a_consistency_path_is_the_published_one(old: int, new: int, path: list[str]) -> None:
    given_path = tree.consistency_path(old, new, Nodes(LEAVES).node)
    assert [value.hex() for value in given_path] == path
    assert verify_consistency(ConsistencyProof(old, new, tuple(given_path)), ROOTS[old], ROOTS[new])


@given(size=st.integers(0, 70), batch=st.integers(1, 70))
def test_every_proof_of_a_tree_holds_and_its_root_is_that_of_the_rfc(size: int, batch: int) -> None:
    leaves = [b"%d" % number for number in range(size)]
    nodes = Nodes(leaves, batch)
    roots = [mth(leaves[:n]) for n in range(size + 1)]
    assert tree.root(size, nodes.node) == roots[size]
    for seq in range(size):
        path = tuple(tree.inclusion_path(seq, size, nodes.node))
        assert verify_inclusion(InclusionProof(seq, size, path), leaves[seq], roots[size])
    for old in range(size + 1):
        path = tuple(tree.consistency_path(old, size, nodes.node))
        assert verify_consistency(ConsistencyProof(old, size, path), roots[old], roots[size])


@given(data=st.data())
def test_a_proof_that_was_changed_in_any_way_does_not_hold(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 40))
    seq = data.draw(st.integers(0, size - 1))
    leaves = [b"%d" % number for number in range(size)]
    path = tree.inclusion_path(seq, size, Nodes(leaves).node)
    bad = data.draw(st.integers(0, len(path) - 1))
    flipped = [*path[:bad], bytes([path[bad][0] ^ 1]) + path[bad][1:], *path[bad + 1 :]]
    wrong = [
        InclusionProof(seq, size, tuple(flipped)),
        InclusionProof(seq, size, tuple(path[:-1])),
        InclusionProof(seq, size, (*path, path[0])),
        InclusionProof(size, size, tuple(path)),
    ]
    for proof in wrong:
        assert not verify_inclusion(proof, leaves[seq], mth(leaves))
    assert not verify_inclusion(InclusionProof(seq, size, tuple(path)), b"another", mth(leaves))
    other = data.draw(st.integers(0, size - 1).filter(lambda place: place != seq))
    assert not verify_inclusion(InclusionProof(other, size, tuple(path)), leaves[seq], mth(leaves))


@given(data=st.data())
def test_a_consistency_proof_does_not_hold_for_another_history(data: st.DataObject) -> None:
    new = data.draw(st.integers(2, 40))
    old = data.draw(st.integers(1, new - 1))
    changed = data.draw(st.integers(0, old - 1))
    leaves = [b"%d" % number for number in range(new)]
    other = [*leaves[:changed], b"rewritten", *leaves[changed + 1 :]]
    path = tuple(tree.consistency_path(old, new, Nodes(other).node))
    assert verify_consistency(ConsistencyProof(old, new, path), mth(other[:old]), mth(other))
    assert not verify_consistency(ConsistencyProof(old, new, path), mth(leaves[:old]), mth(other))
    honest = tuple(tree.consistency_path(old, new, Nodes(leaves).node))
    for wrong in (honest[:-1], (*honest, honest[0])):
        assert not verify_consistency(ConsistencyProof(old, new, wrong), mth(leaves[:old]), mth(leaves))
    assert not verify_consistency(ConsistencyProof(0, new, honest), mth([]), mth(leaves))


def test_a_proof_of_a_thousand_entries_reads_a_score_of_nodes() -> None:
    nodes = Nodes([b"%d" % number for number in range(1023)], 1000)
    nodes.reads = 0
    tree.inclusion_path(5, 1023, nodes.node)
    assert nodes.reads <= 20
    nodes.reads = 0
    tree.consistency_path(511, 1023, nodes.node)
    assert nodes.reads <= 20


@pytest.mark.parametrize(("seq", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_a_leaf_that_is_not_there_has_no_path(seq: int, size: int) -> None:
    with pytest.raises(IndexError):
        tree.inclusion_path(seq, size, Nodes(LEAVES).node)


def test_a_proof_goes_through_json_unchanged() -> None:
    inclusion = InclusionProof(2, 3, (ROOTS[2],))
    consistency = ConsistencyProof(2, 3, (ROOTS[2],))
    assert InclusionProof.from_json(inclusion.to_json()) == inclusion
    assert ConsistencyProof.from_json(consistency.to_json()) == consistency
