using IntegrationHub.Confidential.KeyEncryption;

namespace IntegrationHub.Confidential.Tests;

/// <summary>What every provider of key-encryption keys keeps to: a provider for a cloud vault or an encryption machine derives this.</summary>
public abstract class KeyEncryptionCompliance
{
    /// <summary>The provider's keys, or <c>null</c> with a word on the console where they cannot be had.</summary>
    protected abstract IKeyEncryptionKeys? Open();

    /// <summary>Adds a version.</summary>
    protected abstract KeyVersion Rotate(IKeyEncryptionKeys keys);

    [Fact]
    public void A_data_key_unwraps_under_its_key_and_context_only()
    {
        if (Open() is not { } keys)
            return;

        byte[] secret = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];
        var first = keys.Current;
        var wrapped = keys.Wrap(first, secret, "context"u8);
        Assert.Equal(-1, wrapped.AsSpan().IndexOf(secret.AsSpan(0, 8)));
        Assert.Equal(secret, keys.Unwrap(first, wrapped, "context"u8));
        Assert.NotEqual(wrapped, keys.Wrap(first, secret, "context"u8));

        Assert.Equal(KeyEncryptionProblem.WrongKey, Refused(() => keys.Unwrap(first, wrapped, "other"u8)));
        wrapped[^1] ^= 1;
        Assert.Equal(KeyEncryptionProblem.WrongKey, Refused(() => keys.Unwrap(first, wrapped, "context"u8)));
    }

    [Fact]
    public void After_a_rotation_the_former_version_still_unwraps_and_the_new_one_wraps()
    {
        if (Open() is not { } keys)
            return;

        var first = keys.Current;
        var wrapped = keys.Wrap(first, "0123456789abcdef"u8, "context"u8);
        var second = Rotate(keys);

        Assert.Equal(first with { Version = first.Version + 1 }, second);
        Assert.Equal(second, keys.Current);
        Assert.Equal("0123456789abcdef"u8.ToArray(), keys.Unwrap(first, wrapped, "context"u8));
        Assert.Equal(KeyEncryptionProblem.WrongKey, Refused(() => keys.Unwrap(second, wrapped, "context"u8)));
    }

    [Fact]
    public void A_key_of_another_name_is_told_with_a_remedy()
    {
        if (Open() is not { } keys)
            return;

        var refused = Assert.Throws<KeyEncryptionException>(() => keys.Unwrap(new KeyVersion("elsewhere", 1), new byte[60], "context"u8));
        Assert.Contains("elsewhere", refused.Detail, StringComparison.Ordinal);
        Assert.NotEmpty(refused.Remedy);
    }

    protected static KeyEncryptionProblem Refused(Action act) => Assert.Throws<KeyEncryptionException>(act).Problem;
}
