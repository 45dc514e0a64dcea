using FsCheck;
using FsCheck.Fluent;
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
    public void Two_processes_that_begin_on_an_empty_store_at_once_make_one_first_key()
    {
        var both = new BothSeeNothing(_store);
        using var one = new KeyedHash(both, _keys, new CipherPolicy(), HashDigest.Sha256, _time);
        using var other = new KeyedHash(both, _keys, new CipherPolicy(), HashDigest.Sha256, _time);

        var name = one.NameOf(1, "meter", "code", "CN-0001");

        Assert.Equal(name, other.NameOf(1, "meter", "code", "CN-0001"));
        Assert.Single(_store.List(1, KeyPurpose.Hashes));
        Assert.NotEqual(name[..8], one.NameOf(2, "meter", "code", "CN-0001")[..8]);
    }

    /// <summary>Shows each of two processes an empty store before it has added its key.</summary>
    private sealed class BothSeeNothing(InMemoryDataKeys store) : IDataKeyStore
    {
        private bool _added;

        public StoredDataKey? Find(int retailer, Guid id) => store.Find(retailer, id);

        public StoredDataKey? Reserve(int retailer, KeyPurpose purpose, byte suite, DateTimeOffset madeSince, long values, long limit) => store.Reserve(retailer, purpose, suite, madeSince, values, limit);

        public void Add(StoredDataKey key)
        {
            store.Add(key);
            _added = true;
        }

        public IReadOnlyList<StoredDataKey> List(int retailer, KeyPurpose purpose)
        {
            var shown = _added ? store.List(retailer, purpose) : [];
            _added = false;
            return shown;
        }
    }

    [Fact]
    public void A_new_key_is_looked_for_before_anybody_hashes_with_it_and_the_old_one_is_found_all_the_time()
    {
        var hash = Hash();
        var stored = hash.Of(1, "meter", "code", "CN-0001");
        _time.Advance(TimeSpan.FromSeconds(1));
        Add();
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(stored, hash.Of(1, "meter", "code", "CN-0001"));
        var both = hash.Candidates(1, "meter", "code", "CN-0001");
        Assert.Equal(stored, both[0]);
        _time.Advance(TimeSpan.FromMinutes(1));

        var now = hash.Of(1, "meter", "code", "CN-0001");
        Assert.Equal([now, stored], hash.Candidates(1, "meter", "code", "CN-0001"));
        Assert.Equal(both[1], now);
        Assert.True(hash.IsPresent(1, now));
        Assert.False(hash.IsPresent(1, stored));
    }

    [Fact]
    public void A_name_stays_while_its_form_changes_with_every_key_and_says_nothing_without_it()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            var (store, keys, time) = (new InMemoryDataKeys(), new InMemoryKeys(), new ManualTime());
            var hash = new KeyedHash(store, keys, new CipherPolicy(), HashDigest.Sha256, time);
            var name = hash.NameOf(1, "record", "key", text.Get);
            var behind = name + "/2026-11";
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal([name], hash.FormsOf(1, name));
            List<string> forms = [name];
            for (var round = 0; round < 3; round++)
            {
                store.Add(KeyedHash.Make(keys, 1, HashDigest.Sha256, time.GetUtcNow()));
                time.Advance(TimeSpan.FromMinutes(3));
                Assert.Equal(name, hash.NameOf(1, "record", "key", text.Get));
                var now = hash.FormsOf(1, name);
                Assert.Equal(round + 2, now.Count);
                Assert.DoesNotContain(now[0], forms);
                Assert.DoesNotContain(name[KeyedHash.TagBytes..], now[0], StringComparison.Ordinal);
                Assert.All(now, form => Assert.Equal(name, hash.NameIn(1, form)));
                Assert.Equal(behind, hash.NameIn(1, hash.FormsOf(1, behind)[0]));
                forms.Add(now[0]);
            }

            // The first key stays, whatever was retired: names are made with it.
            store.Retire(1, KeyPurpose.Hashes, time.GetUtcNow());
            store.Add(KeyedHash.Make(keys, 1, HashDigest.Sha256, time.GetUtcNow()));
            time.Advance(TimeSpan.FromMinutes(3));
            Assert.Equal(name, hash.NameOf(1, "record", "key", text.Get));
            Assert.All(forms, form => Assert.True(hash.IsOfGoneKey(1, form)));
            Assert.Single(hash.FormsOf(1, name));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("R-2026-0001")]
    [InlineData("")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void What_is_no_blind_name_lies_as_it_is(string key)
    {
        var hash = Hash();
        Add();
        _time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal([key], hash.FormsOf(1, key));
        Assert.Equal(key, hash.NameIn(1, key));
        Assert.False(hash.IsOfGoneKey(1, key));
    }

    /// <summary>OpenSSL 3.0: <c>printf abc | openssl dgst -sm3 -mac HMAC -macopt key:0123456789abcdef</c>.</summary>
    [Fact]
    public void Hmac_sm3_is_the_one_of_openssl() =>
        Assert.Equal(
            "7f121eb91c94ccf54bf5d4e639f4e96eaa77bb2f0f52f875fc7c17ca0688278c",
            Convert.ToHexStringLower(HashDigest.Sm3.Hmac("0123456789abcdef"u8.ToArray(), "abc"u8.ToArray())));

    private void Add() => _store.Add(KeyedHash.Make(_keys, 1, HashDigest.Sm3, _time.GetUtcNow()));

    private KeyedHash Hash() => new(_store, _keys, new CipherPolicy(), HashDigest.Sha256, _time);
}
