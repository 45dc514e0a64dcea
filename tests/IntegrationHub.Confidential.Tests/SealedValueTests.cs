using System.Text;
using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Confidential.DataKeys;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Confidential.Suites;
using IntegrationHub.Confidential.Values;

namespace IntegrationHub.Confidential.Tests;

public sealed class SealedValueTests : IDisposable
{
    private static readonly ValueBinding Place = new(1, "event", "data", Guid.Parse("0193a000-0000-7000-8000-000000000001"));

    private readonly InMemoryDataKeys _store = new();
    private readonly InMemoryKeys _keys = new();
    private readonly ManualTime _time = new();
    private readonly DataKeyRing _ring;

    public SealedValueTests() => _ring = Ring();

    public void Dispose()
    {
        _ring.Dispose();
        _keys.Dispose();
    }

    [Fact]
    public void What_is_sealed_opens_in_its_place_and_shows_nothing()
    {
        Prop.ForAll<byte[]>(plain =>
        {
            var value = _ring.Seal(DataClass.Confidential, Place, plain);
            return value.Length == plain.Length + SealedFormat.Overhead
                && SealedFormat.IsSealed(value)
                && (plain.Length < 8 || value.AsSpan().IndexOf(plain) < 0)
                && _ring.Open(Place, value).AsSpan().SequenceEqual(plain);
        }).QuickCheckThrowOnFailure();
    }

    public static TheoryData<string> Elsewhere() => ["retailer", "table", "column", "row", "part", "last"];

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public void A_value_that_was_moved_does_not_open(string what)
    {
        var value = _ring.Seal(DataClass.Confidential, Place, "412.70"u8);
        var other = what switch
        {
            "retailer" => Place with { Retailer = 2 },
            "table" => Place with { Table = "events" },
            "column" => Place with { Column = "dat" },
            "row" => Place with { Row = Guid.NewGuid() },
            "part" => Place with { Part = 1 },
            _ => Place with { IsLast = false },
        };

        var refused = Assert.Throws<SealedValueException>(() => _ring.Open(other, value));
        Assert.Equal(what == "retailer" ? SealedValueProblem.KeyMissing : SealedValueProblem.NotAuthentic, refused.Problem);
        Assert.DoesNotContain("412", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_single_octet_is_authenticated()
    {
        var value = _ring.Seal(DataClass.Personal, Place, "Li Lei"u8);
        for (var at = 0; at < value.Length; at++)
        {
            var altered = (byte[])value.Clone();
            altered[at] ^= 0x10;
            Assert.Throws<SealedValueException>(() => _ring.Open(Place, altered));
        }

        for (var length = 0; length < value.Length; length++)
            Assert.Throws<SealedValueException>(() => _ring.Open(Place, value.AsSpan(0, length)));
    }

    [Theory]
    [InlineData("{\"price\":\"412.70\"}")]
    [InlineData("<Acknowledgement_MarketDocument/>")]
    [InlineData("")]
    public void Plaintext_is_never_taken_for_a_sealed_value(string text)
    {
        var refused = Assert.Throws<SealedValueException>(() => _ring.Open(Place, Encoding.UTF8.GetBytes(text)));
        Assert.Equal(SealedValueProblem.NotSealed, refused.Problem);
    }

    [Theory]
    [InlineData(DataClass.Public)]
    [InlineData(DataClass.Internal)]
    public void What_is_not_sealed_by_class_is_refused(DataClass dataClass) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _ring.Seal(dataClass, Place, "x"u8));

    [Fact]
    public void Values_of_an_earlier_suite_stay_readable()
    {
        var before = _ring.Seal(DataClass.Confidential, Place, "one"u8);
        using var other = Ring(new CipherPolicy { Confidential = CipherSuites.Sm4Gcm });
        var after = other.Seal(DataClass.Confidential, Place, "two"u8);

        Assert.Equal(CipherSuites.Aes256Gcm.Id, before[5]);
        Assert.Equal(CipherSuites.Sm4Gcm.Id, after[5]);
        Assert.Equal("one"u8.ToArray(), other.Open(Place, before));
        Assert.Equal("two"u8.ToArray(), _ring.Open(Place, after));
    }

    [Fact]
    public void A_value_that_names_the_other_suite_than_its_key_is_refused()
    {
        var value = _ring.Seal(DataClass.Confidential, Place, "one"u8);
        value[5] = CipherSuites.Sm4Gcm.Id;
        Assert.Throws<SealedValueException>(() => Ring().Open(Place, value));
    }

    [Fact]
    public void Retailers_and_classes_have_keys_of_their_own()
    {
        var keys = new[]
        {
            SealedFormat.KeyOf(_ring.Seal(DataClass.Confidential, Place, "x"u8)),
            SealedFormat.KeyOf(_ring.Seal(DataClass.Personal, Place, "x"u8)),
            SealedFormat.KeyOf(_ring.Seal(DataClass.Confidential, Place with { Retailer = 2 }, "x"u8)),
        };
        Assert.Equal(3, keys.Distinct().Count());
    }

    [Fact]
    public void A_key_is_used_for_as_many_values_as_the_policy_says_whatever_processes_do()
    {
        var policy = new CipherPolicy { MaxValues = 40, Block = 10 };
        var used = new List<Guid>();
        for (var process = 0; process < 6; process++)
        {
            // Each dies with three reserved uses left.
            using var ring = Ring(policy);
            for (var number = 0; number < 7; number++)
                used.Add(SealedFormat.KeyOf(ring.Seal(DataClass.Confidential, Place, "x"u8))!.Value);
        }

        Assert.All(used.CountBy(key => key), group => Assert.True(group.Value <= 40));
        Assert.Equal(2, used.Distinct().Count());
    }

    [Fact]
    public void A_key_is_replaced_when_it_is_old_and_its_values_stay_readable()
    {
        var first = _ring.Seal(DataClass.Confidential, Place, "old"u8);
        _time.Advance(TimeSpan.FromDays(91));
        var second = _ring.Seal(DataClass.Confidential, Place, "new"u8);

        Assert.NotEqual(SealedFormat.KeyOf(first), SealedFormat.KeyOf(second));
        Assert.Equal("old"u8.ToArray(), Ring().Open(Place, first));
    }

    [Fact]
    public void A_retired_key_is_let_go_of_within_the_time_of_confirmation()
    {
        var first = SealedFormat.KeyOf(_ring.Seal(DataClass.Confidential, Place, "x"u8));
        _store.Retire(1, KeyPurpose.ConfidentialValues, _time.GetUtcNow());
        _time.Advance(_ring.Policy.Confirmation);

        Assert.NotEqual(first, SealedFormat.KeyOf(_ring.Seal(DataClass.Confidential, Place, "x"u8)));
    }

    [Fact]
    public void Without_its_data_key_a_value_says_which_is_missing()
    {
        var value = _ring.Seal(DataClass.Confidential, Place, "x"u8);
        using var elsewhere = new DataKeyRing(new InMemoryDataKeys(), _keys, new CipherPolicy(), _time);

        var refused = Assert.Throws<SealedValueException>(() => elsewhere.Open(Place, value));
        Assert.Equal(SealedValueProblem.KeyMissing, refused.Problem);
        Assert.Contains(SealedFormat.KeyOf(value)!.Value.ToString(), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrapped_key_of_another_retailer_or_purpose_does_not_unwrap()
    {
        var key = DataKeyMaking.Make(_keys, 1, KeyPurpose.ConfidentialValues, 1, 32, _time.GetUtcNow());

        Assert.Equal(32, _keys.Unwrap(key.WrappedBy, key.Wrapped, key.Context()).Length);
        Assert.Throws<KeyEncryptionException>(() => _keys.Unwrap(key.WrappedBy, key.Wrapped, (key with { Retailer = 2 }).Context()));
        Assert.Throws<KeyEncryptionException>(() => _keys.Unwrap(key.WrappedBy, key.Wrapped, (key with { Purpose = KeyPurpose.Hashes }).Context()));
    }

    [Fact]
    public void Pieces_open_in_their_order_and_only_when_all_are_there()
    {
        ReadOnlyMemory<byte>[] pieces = [new byte[] { 1, 2 }, new byte[] { 3 }, new byte[] { 4, 5, 6 }];
        var stored = SealedPieces.Seal(_ring, DataClass.Confidential, Place, pieces).ToList();

        Assert.Equal([1, 2, 3, 4, 5, 6], SealedPieces.Open(_ring, Place, 3, stored).SelectMany(piece => piece));
        Assert.Throws<SealedValueException>(() => SealedPieces.Open(_ring, Place, 3, [stored[1], stored[0], stored[2]]).ToList());
        Assert.Throws<SealedValueException>(() => SealedPieces.Open(_ring, Place, 2, stored[..2]).ToList());
        Assert.Throws<SealedValueException>(() => SealedPieces.Open(_ring, Place, 3, stored[..2]).ToList());
        Assert.Throws<SealedValueException>(() => SealedPieces.Open(_ring, Place, 4, [.. stored, stored[2]]).ToList());
    }

    private DataKeyRing Ring(CipherPolicy? policy = null) => new(_store, _keys, policy ?? new CipherPolicy(), _time);
}
