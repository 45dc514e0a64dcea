using System.Diagnostics;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Native.Pkcs11;

namespace IntegrationHub.Confidential.Tests;

/// <summary>Against SoftHSM, where it is installed; else these say that they were skipped.</summary>
public sealed class DeviceKeysTests : KeyEncryptionCompliance, IClassFixture<DeviceKeysTests.SoftToken>, IDisposable
{
    private readonly Pkcs11Session? _session;

    public DeviceKeysTests(SoftToken token) => _session = token.Module?.Open("hub", SoftToken.Pin, forWriting: true);

    public void Dispose() => _session?.Dispose();

    [Fact]
    public void A_device_without_the_key_says_which_label_it_looked_for()
    {
        if (_session is null)
            return;

        Assert.Contains("absent-1", Assert.Throws<KeyEncryptionException>(() => DeviceKeys.Open(_session, "absent")).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_are_found_again_and_made_once()
    {
        if (_session is null)
            return;

        var made = DeviceKeys.Create(_session, "again");
        var wrapped = made.Wrap(made.Rotate(), "0123456789abcdef"u8, "c"u8);
        Assert.Equal("0123456789abcdef"u8.ToArray(), DeviceKeys.Open(_session, "again").Unwrap(new KeyVersion("again", 2), wrapped, "c"u8));
        Assert.Throws<KeyEncryptionException>(() => DeviceKeys.Create(_session, "again"));
    }

    protected override IKeyEncryptionKeys? Open() => _session is null ? null : DeviceKeys.Create(_session, "kek-" + Guid.NewGuid().ToString("N")[..8]);

    protected override KeyVersion Rotate(IKeyEncryptionKeys keys) => ((DeviceKeys)keys).Rotate();

    /// <summary>One token per process: the library reads its configuration once.</summary>
    public sealed class SoftToken : IDisposable
    {
        public const string Pin = "4711";
        private static readonly string[] Libraries =
            ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so", "/usr/local/lib/softhsm/libsofthsm2.so", "/opt/homebrew/lib/softhsm/libsofthsm2.so"];

        private readonly string _folder = Directory.CreateTempSubdirectory("ihub-softhsm-").FullName;

        public SoftToken()
        {
            if (Array.Find(Libraries, File.Exists) is not { } library)
            {
                Console.WriteLine("SKIPPED: softhsm2 is not installed");
                return;
            }

            var configuration = Path.Combine(_folder, "softhsm2.conf");
            File.WriteAllText(configuration, $"directories.tokendir = {_folder}\nobjectstore.backend = file\nlog.level = ERROR\n");
            Assert.Equal(0, SetEnvironment("SOFTHSM2_CONF", configuration, 1));
            var start = new ProcessStartInfo("softhsm2-util", ["--init-token", "--free", "--label", "hub", "--pin", Pin, "--so-pin", "0815"])
            {
                RedirectStandardOutput = true, UseShellExecute = false,
            };
            start.Environment["SOFTHSM2_CONF"] = configuration;
            using var process = Process.Start(start)!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            Module = Pkcs11Module.Load(library);
        }

        public Pkcs11Module? Module { get; }

        public void Dispose() => Directory.Delete(_folder, recursive: true);

        /// <summary>The framework's own setting does not reach native libraries.</summary>
        [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "setenv", CharSet = System.Runtime.InteropServices.CharSet.Ansi)]
        [System.Runtime.InteropServices.DefaultDllImportSearchPaths(System.Runtime.InteropServices.DllImportSearchPath.SafeDirectories)]
        private static extern int SetEnvironment(string name, string value, int overwrite);
    }
}
