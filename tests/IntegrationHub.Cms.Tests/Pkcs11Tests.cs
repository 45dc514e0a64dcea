using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Keys;
using IntegrationHub.Native.Pkcs11;

namespace IntegrationHub.Cms.Tests;

/// <summary>Keys in a device, against SoftHSM where it is installed; else these say that they were skipped.</summary>
public sealed class Pkcs11Tests : IDisposable
{
    private readonly TestPki pki = new();
    private readonly string folder = Directory.CreateTempSubdirectory("ihub-device-").FullName;

    public void Dispose()
    {
        pki.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void RSA_and_ECDSA_keys_of_a_device_sign_CMS_from_many_threads()
    {
        if (SoftHsm.Make() is not { } hsm)
            return;
        using var rsa = pki.Issue("rsa", elliptic: false);
        using var ec = pki.Issue("ec");
        hsm.Import("rsa", "01", rsa.Certificate.GetRSAPrivateKey()!);
        hsm.Import("ec", "02", ec.Certificate.GetECDsaPrivateKey()!);

        foreach (var (label, software) in new[] { ("rsa", rsa), ("ec", ec) })
        {
            using var device = new DeviceKeyStore(pki.Clock).Load(Key(hsm, label), FileOf(software)).Value;
            Parallel.For(0, 20, i =>
            {
                byte[] content = [(byte)i];
                var verdict = new CmsVerifier(CmsPolicy.Trusting(pki.Trust)).VerifyDetached(new CadesSigner(new FrameworkMessageKey(device)).SignDetached(content, TestPki.Now, []), content, TestPki.Now);
                Assert.True(verdict.Accepted, string.Join("; ", verdict.Refusals));
            });
        }
    }

    [Fact]
    public void A_message_signed_by_a_device_is_accepted()
    {
        if (SoftHsm.Make() is not { } hsm)
            return;
        using var rsa = pki.Issue("rsa", elliptic: false);
        hsm.Import("by-id", "0a0b", rsa.Certificate.GetRSAPrivateKey()!);
        using var device = new DeviceKeyStore(pki.Clock).Load(Key(hsm, "", "0a0b"), FileOf(rsa)).Value;

        var signed = new MessageSigner().Sign("<RequestMessage xmlns=\"http://iec.ch/TC57/2011/schema/message\"><Header><Verb>get</Verb></Header></RequestMessage>"u8.ToArray(), device);

        Assert.Null(new MessageVerifier().Verify(signed, new SignaturePolicy { Trust = pki.Trust }, TestPki.Now).Refusal);
    }

    [Fact]
    public void Two_keys_of_one_label_are_told_apart_by_their_id_and_not_guessed()
    {
        if (SoftHsm.Make() is not { } hsm)
            return;
        using var one = pki.Issue("one");
        using var two = pki.Issue("two");
        hsm.Import("twin", "1101", one.Certificate.GetECDsaPrivateKey()!);
        hsm.Import("twin", "1102", two.Certificate.GetECDsaPrivateKey()!);

        Assert.Equal(KeyProblemCode.DeviceUnusable, Problem(hsm, "twin", "", FileOf(two)));
        Assert.Equal(KeyProblemCode.KeyMismatch, Problem(hsm, "twin", "1101", FileOf(two)));
        Assert.Null(Problem(hsm, "twin", "1102", FileOf(two)));
    }

    [Fact]
    public void What_is_wrong_with_a_device_is_told_by_its_code()
    {
        if (SoftHsm.Make() is not { } hsm)
            return;
        using var key = pki.Issue("key");
        hsm.Import("alone", "2101", key.Certificate.GetECDsaPrivateKey()!);

        Assert.Equal(KeyProblemCode.DeviceUnusable, Problem(hsm, "absent", "", FileOf(key)));
        Assert.Equal(KeyProblemCode.NoCertificate, Problem(hsm, "alone", "", null));
        Assert.Equal(KeyProblemCode.FileMissing, Problem(hsm, "alone", "", Path.Combine(folder, "absent.pem")));
        Assert.Equal(KeyProblemCode.DeviceUnusable, new DeviceKeyStore(pki.Clock).Load(new Pkcs11Key(new(hsm.Library, "elsewhere", "", "alone", default), SoftHsm.Pin), FileOf(key)).Problem!.Code);
        Assert.Equal(KeyProblemCode.DeviceUnusable, new DeviceKeyStore(pki.Clock).Load(new Pkcs11Key(new(typeof(Pkcs11Tests).Assembly.Location, "hub", "", "alone", default), SoftHsm.Pin), FileOf(key)).Problem!.Code);
        pki.Clock.Now = TestPki.Now.AddYears(30);
        Assert.Equal(KeyProblemCode.Expired, Problem(hsm, "alone", "", FileOf(key)));
    }

    [Fact]
    public void A_wrong_PIN_is_tried_once_and_never_again()
    {
        if (SoftHsm.Make("hub-pin") is not { } hsm)
            return;
        using var key = pki.Issue("key");
        hsm.Import("signing", "01", key.Certificate.GetECDsaPrivateKey()!);
        using var device = new Pkcs11Key(new(hsm.Library, hsm.Token, "", "signing", default), "1111");

        var first = Assert.Throws<Pkcs11Exception>(() => device.Sign(new byte[32], HashAlgorithmName.SHA256));
        var second = Assert.Throws<Pkcs11Exception>(() => device.Sign(new byte[32], HashAlgorithmName.SHA256));

        Assert.Contains("the PIN is wrong", first.Message, StringComparison.Ordinal);
        Assert.Contains("It is not tried again", second.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("1111", first.Message + second.Message, StringComparison.Ordinal);
        Assert.Equal(KeyProblemCode.PinRefused, new DeviceKeyStore(pki.Clock).Load(new Pkcs11Key(new(hsm.Library, hsm.Token, "", "signing", default), "1111"), FileOf(key)).Problem!.Code);
    }

    [Fact]
    public void A_session_that_was_lost_is_opened_anew_and_a_device_that_is_gone_is_told_in_words()
    {
        if (SoftHsm.Make("hub-lost") is not { } hsm)
            return;
        using var software = pki.Issue("key");
        hsm.Import("signing", "01", software.Certificate.GetECDsaPrivateKey()!);
        using var device = Key(hsm, "signing");
        using var key = SigningKey.Of(X509CertificateLoader.LoadCertificate(software.Certificate.RawData), device);
        var digest = SHA256.HashData("twice"u8);
        Assert.True(Verifies());

        Pkcs11Module.Load(hsm.Library).CloseAllSessions(hsm.Token);
        Assert.True(Verifies());
        Assert.Null(device.Probe());

        hsm.Delete();
        Pkcs11Module.Load(hsm.Library).CloseAllSessions(hsm.Token);
        var gone = Assert.ThrowsAny<CryptographicException>(() => device.Sign(digest, HashAlgorithmName.SHA256));
        Assert.Contains("key \"signing\" on token \"hub-lost\"", gone.Message, StringComparison.Ordinal);
        Assert.NotNull(device.Failure);
        Assert.NotNull(device.Probe());

        bool Verifies()
        {
            using var check = software.Certificate.GetECDsaPublicKey()!;
            return check.VerifyHash(digest, key.SignDigest(digest), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    private KeyProblemCode? Problem(SoftHsm hsm, string label, string id, string? certificate)
    {
        var loaded = new DeviceKeyStore(pki.Clock).Load(Key(hsm, label, id), certificate);
        if (loaded.Problem is null)
            loaded.Value.Dispose();
        return loaded.Problem?.Code;
    }

    private static Pkcs11Key Key(SoftHsm hsm, string label, string id = "") =>
        new(new(hsm.Library, hsm.Token, "", label, Convert.FromHexString(id)), SoftHsm.Pin);

    private string FileOf(SigningKey signer)
    {
        var file = Path.Combine(folder, signer.Certificate.SerialNumber + ".pem");
        File.WriteAllText(file, signer.Certificate.ExportCertificatePem());
        return file;
    }
}
