using System.Text;
using IntegrationHub.Confidential.Suites;

namespace IntegrationHub.Confidential.Tests;

public sealed class CipherSuiteTests
{
    public static TheoryData<string> Suites() => [.. CipherSuites.All.Select(suite => suite.Name)];

    /// <summary>RFC 8998, appendix A.1.</summary>
    [Fact]
    public void Sm4_gcm_gives_the_octets_of_rfc_8998()
    {
        using var key = CipherSuites.Sm4Gcm.Use(Convert.FromHexString("0123456789ABCDEFFEDCBA9876543210"));
        var plain = Convert.FromHexString(
            "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDDEEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA");
        var (cipher, tag) = (new byte[plain.Length], new byte[16]);

        key.Seal(Convert.FromHexString("00001234567800000000ABCD"), plain, cipher, tag, Convert.FromHexString("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2"));

        Assert.Equal(
            "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D",
            Convert.ToHexString(cipher));
        Assert.Equal("83DE3541E4C2B58177E065A9BF7B62EC", Convert.ToHexString(tag));
    }

    /// <summary>McGrew and Viega, The Galois/Counter Mode of Operation, test case 16.</summary>
    [Fact]
    public void Aes_gcm_gives_the_octets_of_its_specification()
    {
        using var key = CipherSuites.Aes256Gcm.Use(Convert.FromHexString("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"));
        var plain = Convert.FromHexString(
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
        var (cipher, tag) = (new byte[plain.Length], new byte[16]);

        key.Seal(Convert.FromHexString("cafebabefacedbaddecaf888"), plain, cipher, tag, Convert.FromHexString("feedfacedeadbeeffeedfacedeadbeefabaddad2"));

        Assert.Equal(
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
            Convert.ToHexStringLower(cipher));
        Assert.Equal("76fc6ece0f4e1768cddf8853bb2d551b", Convert.ToHexStringLower(tag));
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void What_was_changed_in_one_bit_does_not_open(string name)
    {
        var suite = CipherSuites.All.Single(candidate => candidate.Name == name);
        using var key = suite.Use(new byte[suite.KeyBytes]);
        var plain = Encoding.UTF8.GetBytes("price 412.70 per MWh");
        var (nonce, cipher, tag, opened) = (new byte[12], new byte[plain.Length], new byte[16], new byte[plain.Length]);
        key.Seal(nonce, plain, cipher, tag, "here"u8);

        Assert.True(key.TryOpen(nonce, cipher, tag, opened, "here"u8));
        Assert.Equal(plain, opened);
        Assert.False(key.TryOpen(nonce, cipher, tag, opened, "there"u8));
        Assert.All(opened, octet => Assert.Equal(0, octet));
        cipher[3] ^= 1;
        Assert.False(key.TryOpen(nonce, cipher, tag, opened, "here"u8));
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Many_threads_share_one_key(string name)
    {
        var suite = CipherSuites.All.Single(candidate => candidate.Name == name);
        using var key = suite.Use(new byte[suite.KeyBytes]);

        await Parallel.ForAsync(0, 400, (number, _) =>
        {
            var (nonce, plain) = (new byte[12], BitConverter.GetBytes(number));
            BitConverter.TryWriteBytes(nonce, number);
            var (cipher, tag, opened) = (new byte[4], new byte[16], new byte[4]);
            key.Seal(nonce, plain, cipher, tag, plain);
            Assert.True(key.TryOpen(nonce, cipher, tag, opened, plain));
            Assert.Equal(plain, opened);
            return ValueTask.CompletedTask;
        });
    }
}
