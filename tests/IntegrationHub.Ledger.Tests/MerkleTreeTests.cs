using System.Text;
using IntegrationHub.Evidence.Ledger;

namespace IntegrationHub.Ledger.Tests;

public sealed class MerkleTreeTests
{
    /// <summary>The eight leaves and the roots of the first n of them that the reference implementations of RFC 6962 test with.</summary>
    private static readonly string[] Leaves =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void The_root_is_the_one_of_the_reference_implementations(int size, string root)
    {
        var frontier = new Frontier();
        var tree = new TileTree();
        foreach (var leaf in Leaves.Take(size).Select(Convert.FromHexString))
        {
            frontier.Append(MerkleTree.LeafHash(leaf));
            tree.Append(MerkleTree.LeafHash(leaf));
        }
        Assert.Equal(root, frontier.Root.ToString());
        Assert.Equal(root, tree.Root.ToString());
    }

    [Fact]
    public void A_tree_in_tiles_has_the_same_root_as_the_definition_at_every_size_around_the_tiles_edges()
    {
        var frontier = new Frontier();
        var tree = new TileTree();
        var leaves = new List<LedgerHash>();
        for (var size = 1; size <= 70_000; size++)
        {
            var leaf = MerkleTree.LeafHash(Encoding.ASCII.GetBytes($"{size}"));
            leaves.Add(leaf);
            frontier.Append(leaf);
            tree.Append(leaf);
            if (size < 600 || size is 65_535 or 65_536 or 65_537 or 65_792 or 70_000)
                Assert.Equal(frontier.Root, tree.Root);
            if (size < 600)
                Assert.Equal(Definition(leaves, 0, size), tree.Root);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(65_536)]
    [InlineData(65_600)]
    public void A_tree_reopened_at_its_right_edge_goes_on_as_if_it_had_never_been_closed(int size)
    {
        var whole = new TileTree();
        var stored = new Dictionary<TileId, Tile>();
        for (var i = 0; i < size; i++)
            whole.Append(MerkleTree.LeafHash(BitConverter.GetBytes(i)));
        foreach (var tile in whole.TakeChanges())
            stored[tile.Id] = Tile.FromOctets(tile.Id, tile.ToOctets());

        var reopened = TileTree.Open(size, stored.Values);
        Assert.Equal(whole.Root, reopened.Root);
        for (var i = 0; i < 300; i++)
        {
            whole.Append(MerkleTree.LeafHash(BitConverter.GetBytes(i)));
            reopened.Append(MerkleTree.LeafHash(BitConverter.GetBytes(i)));
        }
        Assert.Equal(whole.Root, reopened.Root);
    }

    [Fact]
    public void A_long_leaf_hashes_like_a_short_one()
    {
        var data = new byte[5000];
        Assert.Equal(System.Security.Cryptography.SHA256.HashData([0, .. data]), MerkleTree.LeafHash(data).ToArray());
    }

    /// <summary>RFC 6962, section 2.1, word by word.</summary>
    private static LedgerHash Definition(List<LedgerHash> leaves, int from, int to)
    {
        if (to - from == 1)
            return leaves[from];
        var split = 1;
        while (split * 2 < to - from)
            split *= 2;
        return MerkleTree.NodeHash(Definition(leaves, from, from + split), Definition(leaves, from + split, to));
    }
}
