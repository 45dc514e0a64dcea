using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Backup.Sealing;

namespace IntegrationHub.Backup.Tests;

/// <summary>What is sealed comes out as it went in, for those it was sealed for, or not at all.</summary>
public sealed class SealedFileTests
{
    private const int Chunk = SealingStream.ChunkBytes;
    private const int SealedChunk = Chunk + ChunkCipher.TagBytes;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData(2 * Chunk)]
    [InlineData((3 * Chunk) + 17)]
    public async Task Any_length_comes_out_as_it_went_in(int length)
    {
        var plain = Samples.Octets(length);
        Assert.Equal(plain, await Samples.OpenAsync(await Samples.SealAsync(plain)));
    }

    [Fact]
    public async Task However_it_is_written_and_read_the_octets_are_the_same()
    {
        var plain = Samples.Octets((2 * Chunk) + 333);
        using var file = new MemoryStream();
        await using (var sealing = await SealingStream.StartAsync(file, Samples.Keys, default))
        {
            foreach (var piece in plain.Chunk(7_001))
                await sealing.WriteAsync(piece);
            await sealing.CompleteAsync(default);
        }

        Assert.Equal(plain, await Samples.OpenAsync(file.ToArray()));
    }

    [Fact]
    public async Task Two_files_of_one_content_share_no_chunk()
    {
        var plain = Samples.Octets(1000);
        Assert.NotEqual((await Samples.SealAsync(plain))[^100..], (await Samples.SealAsync(plain))[^100..]);
    }

    [Fact]
    public async Task Any_flipped_bit_is_found_and_nothing_after_it_comes_out()
    {
        var plain = Samples.Octets(Chunk + 5000);
        var file = await Samples.SealAsync(plain);
        // Everywhere: in the head, in both chunks, in tags.
        var positions = Gen.Choose(0, (file.Length * 8) - 1).ToArbitrary();
        await CheckAsync(positions, async bit =>
        {
            var damaged = (byte[])file.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            var fault = await FaultOfAsync(damaged);
            return bit / 8 < file.Length - Chunk - 5000 - (2 * ChunkCipher.TagBytes)
                ? fault is BackupFault.NotABackup or BackupFault.HeadDamaged or BackupFault.FormatNewer
                : fault is BackupFault.Damaged or BackupFault.Cut;
        });
    }

    [Fact]
    public async Task Any_cut_is_found()
    {
        var file = await Samples.SealAsync(Samples.Octets((2 * Chunk) + 10));
        await CheckAsync(Gen.Choose(0, file.Length - 1).ToArbitrary(), async length =>
            await FaultOfAsync(file[..length]) is BackupFault.Cut or BackupFault.HeadDamaged or BackupFault.NotABackup or BackupFault.Damaged);
        Assert.Equal(BackupFault.NotABackup, await FaultOfAsync([]));
    }

    [Fact]
    public async Task A_cut_between_two_chunks_is_said_to_be_one()
    {
        var file = await Samples.SealAsync(Samples.Octets(3 * Chunk));
        Assert.Equal(BackupFault.Cut, await FaultOfAsync(file[..^SealedChunk]));
        Assert.Equal(BackupFault.Cut, await FaultOfAsync(file[..^(2 * SealedChunk)]));
        Assert.Equal(BackupFault.Cut, await FaultOfAsync(file[..^(3 * SealedChunk)]));
    }

    [Fact]
    public async Task Chunks_that_were_swapped_left_out_or_doubled_are_found()
    {
        var file = await Samples.SealAsync(Samples.Octets(4 * Chunk));
        var head = file[..^(4 * SealedChunk)];
        var chunks = file[head.Length..].Chunk(SealedChunk).ToArray();
        Assert.Equal(4, chunks.Length);
        foreach (var order in (int[][])[[1, 0, 2, 3], [0, 2, 1, 3], [0, 1, 3], [0, 0, 1, 2, 3], [0, 1, 2, 2, 3], [3], [0, 1, 3, 2]])
            Assert.Equal(BackupFault.Damaged, await FaultOfAsync([.. head, .. order.SelectMany(i => chunks[i])]));
    }

    [Fact]
    public async Task What_is_put_behind_the_end_is_found()
    {
        var full = await Samples.SealAsync(Samples.Octets(2 * Chunk));
        Assert.Equal(BackupFault.Lengthened, await FaultOfAsync([.. full, 0]));
        Assert.Equal(BackupFault.Lengthened, await FaultOfAsync([.. full, .. full]));
        var partial = await Samples.SealAsync(Samples.Octets(10));
        Assert.NotNull(await FaultOfAsync([.. partial, 0]));
    }

    [Fact]
    public async Task A_chunk_of_another_file_of_the_same_passphrase_is_found()
    {
        var one = await Samples.SealAsync(Samples.Octets(2 * Chunk, 1));
        var other = await Samples.SealAsync(Samples.Octets(2 * Chunk, 1));
        Assert.Equal(BackupFault.Damaged, await FaultOfAsync([.. one[..^SealedChunk], .. other[^SealedChunk..]]));
    }

    [Fact]
    public async Task A_file_that_was_not_completed_is_not_taken_for_whole()
    {
        using var file = new MemoryStream();
        await using (var sealing = await SealingStream.StartAsync(file, Samples.Keys, default))
            await sealing.WriteAsync(Samples.Octets(3 * Chunk));
        Assert.Equal(BackupFault.Cut, await FaultOfAsync(file.ToArray()));
    }

    [Fact]
    public async Task Another_form_of_the_file_is_told_from_a_damaged_one()
    {
        var file = await Samples.SealAsync([1]);
        file[8] = 2;
        Assert.Equal(BackupFault.FormatNewer, await FaultOfAsync(file));
    }

    [Fact]
    public async Task The_wrong_passphrase_is_told_from_a_damaged_file()
    {
        var refused = await Assert.ThrowsAsync<BackupException>(async () => await Samples.OpenAsync(await Samples.SealAsync([1]), OpeningKey.OfPassphrase("correct horse batterz")));
        Assert.Equal(BackupFault.PassphraseWrong, refused.Fault);
    }

    [Fact]
    public void A_short_passphrase_is_not_taken() => Assert.Throws<ArgumentException>(() => SealingKeys.OfPassphrase("elevenchars"));

    [Theory]
    [InlineData("nistP256")]
    [InlineData("nistP384")]
    [InlineData("rsa")]
    public async Task What_is_sealed_for_a_public_key_opens_with_its_private_half_alone(string kind)
    {
        var (mine, publicPem) = NewKey(kind);
        var file = await Samples.SealAsync([1, 2, 3], SealingKeys.OfPem(publicPem)!);
        Assert.Equal([1, 2, 3], await Samples.OpenAsync(file, OpeningKey.OfPem(mine, null)!));
        Assert.Equal(BackupFault.KeyWrong, await FaultOfAsync(file, OpeningKey.OfPem(NewKey(kind).Private, null)!));
        Assert.Equal(BackupFault.KeyNeeded, await FaultOfAsync(file));
        Assert.Null(OpeningKey.OfPem(publicPem, null));
    }

    [Fact]
    public async Task Sealed_for_a_passphrase_and_a_key_each_opens_it()
    {
        var (mine, publicPem) = NewKey("nistP256");
        var file = await Samples.SealAsync([9], Samples.Keys.With(SealingKeys.OfPem(publicPem)!));
        Assert.Equal([9], await Samples.OpenAsync(file));
        Assert.Equal([9], await Samples.OpenAsync(file, OpeningKey.OfPem(mine, null)!));
        Assert.Equal(BackupFault.PassphraseNeeded, await FaultOfAsync(await Samples.SealAsync([9]), OpeningKey.OfPem(mine, null)!));
    }

    [Fact]
    public void A_private_key_under_a_passphrase_opens_with_it_and_not_without()
    {
        using var curve = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var pem = curve.ExportEncryptedPkcs8PrivateKeyPem("of the key", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
        Assert.NotNull(OpeningKey.OfPem(pem, "of the key"));
        Assert.Null(OpeningKey.OfPem(pem, "another"));
        Assert.Null(OpeningKey.OfPem(pem, null));
    }

    [Fact]
    public void What_is_no_key_seals_nothing()
    {
        using var small = RSA.Create(1024);
        Assert.Null(SealingKeys.OfPem(small.ExportSubjectPublicKeyInfoPem()));
        Assert.Null(SealingKeys.OfPem("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"));
        Assert.Null(SealingKeys.OfPem("hello"));
        Assert.Null(SealingKeys.OfPem(NewKey("rsa").Private));
    }

    private static (string Private, string Public) NewKey(string kind)
    {
        using AsymmetricAlgorithm key = kind == "rsa" ? RSA.Create(2048) : ECDiffieHellman.Create(ECCurve.CreateFromFriendlyName(kind));
        return (key.ExportPkcs8PrivateKeyPem(), key.ExportSubjectPublicKeyInfoPem());
    }

    private static async Task<BackupFault?> FaultOfAsync(byte[] file, OpeningKey? key = null)
    {
        try
        {
            await Samples.OpenAsync(file, key);
            return null;
        }
        catch (BackupException refused)
        {
            Assert.NotEmpty(refused.Remedy);
            return refused.Fault;
        }
    }

    private static async Task CheckAsync(Arbitrary<int> inputs, Func<int, Task<bool>> holds)
    {
        foreach (var input in inputs.Generator.Sample(150))
            Assert.True(await holds(input), $"at {input}");
    }
}
