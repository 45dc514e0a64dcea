using IntegrationHub.Confidential.DataKeys;
using IntegrationHub.Confidential.Hashing;
using IntegrationHub.Confidential.KeyEncryption;

namespace IntegrationHub.Confidential.Tests;

public sealed class KeyedHashTests : IDisposable
{
    private readonly InMemoryDataKeys _store = new();
    private readonly InMemoryKeys _keys = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _keys.Dispose();

    [Fact]
    public void Equal_identifiers_have_equal_hashes_in_one_column_only()
    {
        var hash = Hash();
        var here = hash.Of(1, "meter", "code", "CN-0001");

        Assert.Equal(KeyedHash.HashBytes, here.Length);
        Assert.Equal(here, Hash().Of(1, "meter", "code", "CN-0001"));
        Assert.NotEqual(here, hash.Of(1, "meter", "code", "CN-0002"));
        Assert.NotEqual(here, hash.Of(1, "meter", "other", "CN-0001"));
        Assert.NotEqual(here, hash.Of(1, "bill", "code", "CN-0001"));
        Assert.NotEqual(here, hash.Of(2, "meter", "code", "CN-0001"));
    }

    [Fact]
    public void While_a_new_key_comes_in_what_was_stored_under_the_old_one_is_found()
    {
        var hash = Hash();
        var stored = hash.Of(1, "meter", "code", "CN-0001");
        _store.Add(DataKeyMaking.Make(_keys, 1, KeyPurpose.Hashes, HashDigest.Sm3.Id, 32, _time.GetUtcNow()));
        _time.Advance(TimeSpan.FromMinutes(1));

        var now = hash.Of(1, "meter", "code", "CN-0001");
        Assert.NotEqual(stored, now);
        Assert.Equal([now, stored], hash.Candidates(1, "meter", "code", "CN-0001"));
        Assert.True(hash.IsPresent(1, now));
        Assert.False(hash.IsPresent(1, stored));
    }

    /// <summary>OpenSSL 3.0: <c>printf abc | openssl dgst -sm3 -mac HMAC -macopt key:0123456789abcdef</c>.</summary>
    [Fact]
    public void Hmac_sm3_is_the_one_of_openssl() =>
        Assert.Equal(
            "7f121eb91c94ccf54bf5d4e639f4e96eaa77bb2f0f52f875fc7c17ca0688278c",
            Convert.ToHexStringLower(HashDigest.Sm3.Hmac("0123456789abcdef"u8.ToArray(), "abc"u8.ToArray())));

    private KeyedHash Hash() => new(_store, _keys, new CipherPolicy(), HashDigest.Sha256, _time);
}
