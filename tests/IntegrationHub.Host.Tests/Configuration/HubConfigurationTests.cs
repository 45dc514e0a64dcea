using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Tests.Support;

namespace IntegrationHub.Host.Tests.Configuration;

public sealed class HubConfigurationTests : IDisposable
{
    private const string Code = "hub:\n  code: 10XIHUB-RETAILRZ\n";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_code_alone_is_a_complete_configuration()
    {
        var loaded = Load(Code);

        Assert.Empty(loaded.Problems);
        Assert.Equal(2, loaded.Options.Listeners.Count);
        Assert.Equal("10XIHUB-RETAILRZ", loaded.Options.Hub.Code);
    }

    [Theory]
    [InlineData(Code + "lanes:\n  sendTimout: 5s\n", "hub.yaml:4: lanes.sendTimout is not a setting. Did you mean sendTimeout? [CONFIGURATION_UNKNOWN_KEY]")]
    [InlineData(Code + "lane:\n  sendTimeout: 5s\n", "hub.yaml:3: lane is not a setting. Did you mean lanes? [CONFIGURATION_UNKNOWN_KEY]")]
    [InlineData(Code + "lanes:\n  sendTimeout: soon\n", "hub.yaml:4: lanes.sendTimeout is `soon`, expected a duration such as 500ms, 30s, 5m, 2h or 1d [CONFIGURATION_WRONG_VALUE]")]
    [InlineData(Code + "lanes:\n  sendTimeout: 2d\n", "hub.yaml:4: lanes.sendTimeout is 2d, expected 1s to 10m [CONFIGURATION_OUT_OF_RANGE]")]
    [InlineData(Code + "lanes: 5\n", "hub.yaml:3: lanes holds further settings and cannot have a value of its own [CONFIGURATION_NOT_A_SECTION]")]
    [InlineData(Code + "listeners: 5\n", "hub.yaml:3: listeners is a list: one entry per `- ` [CONFIGURATION_NOT_A_LIST]")]
    [InlineData(Code + "storage:\n  password: hunter2\n", "hub.yaml:4: storage.password is a secret and does not belong in this file. Put it in a file of its own and name that as passwordFile, or set IHUB_STORAGE_PASSWORD. [CONFIGURATION_SECRET_IN_FILE]")]
    [InlineData(Code + "storage:\n  provider: postgresql\n  connectionString: Host=db;Password=hunter2\n", "hub.yaml:5: storage.connectionString holds a password. Move it to a file of its own and name that as storage.passwordFile. [CONFIGURATION_SECRET_IN_FILE]")]
    [InlineData(Code + "observability:\n  logLevel: Warning\n", "hub.yaml:4: observability.logLevel is `Warning`, expected one of debug, information, warning, error; did you mean warning? [CONFIGURATION_WRONG_VALUE]")]
    [InlineData(Code + "listeners:\n  - name: a\n    address: 127.0.0.1:1\n", "hub.yaml:4: listeners has 1 entry, at least 2 are needed so that one access channel can be lost [CONFIGURATION_TOO_FEW_LISTENERS]")]
    [InlineData("hub:\n  code: 10XIHUB-RETAILRZ\n  marketTimeZone: Mars/Base\n", "hub.yaml:3: hub.marketTimeZone is `Mars/Base`, which this machine does not know. Use an IANA name such as Asia/Shanghai or Europe/Brussels. [CONFIGURATION_UNKNOWN_TIME_ZONE]")]
    [InlineData("hub:\n  code: 10XIHUB-RETAILRA\n", "hub.yaml:2: hub.code is `10XIHUB-RETAILRA`, which is no EIC: 16 characters of which the last is a check character [CONFIGURATION_WRONG_EIC]")]
    [InlineData(Code + "a: &x 1\nb: *x\n", "hub.yaml:4: Aliases (*name) are not allowed here. [CONFIGURATION_NOT_YAML]")]
    [InlineData(Code + "gateClosures:\n  - from: 2026-02-01\n    to: 2026-01-01\n    time: 12:00\n", "hub.yaml:5: gateClosures[0].to lies before its from [CONFIGURATION_CONTRADICTION]")]
    [InlineData(Code + "trust:\n  timestamps:\n    authorities:\n      - name: one\n        address: http://tsa.example/\n", "hub.yaml:6: trust.timestamps.authorities[0].trust is missing. Name the file with the authority that the service's certificate leads to; a token nobody vouches for proves nothing. [CONFIGURATION_MISSING]")]
    [InlineData(Code + "trust:\n  timestamps:\n    authorities:\n      - name: one\n        policy: baseline\n", "hub.yaml:7: trust.timestamps.authorities[0].policy is `baseline`, expected a dotted number such as 0.4.0.2023.1.1 [CONFIGURATION_WRONG_VALUE]")]
    [InlineData(Code + "trust:\n  timestamps:\n    authorities:\n      - name: one\n      - name: one\n", "hub.yaml:7: trust.timestamps.authorities[1].name `one` is used twice [CONFIGURATION_REPEATED]")]
    [InlineData(Code + "trust:\n  revocation:\n    sources:\n      - issuer: pki/ca.pem\n", "hub.yaml:6: trust.revocation.sources[0] has neither ocsp nor crl. Name at least one address. [CONFIGURATION_MISSING]")]
    [InlineData(Code + "trust:\n  revocation:\n    sources:\n      - issuer: pki/ca.pem\n        crl: ldap://ca.example/crl\n", "hub.yaml:7: trust.revocation.sources[0].crl is `ldap://ca.example/crl`, expected an http or https address [CONFIGURATION_WRONG_VALUE]")]
    [InlineData(Code + "pki:\n  signingDevice:\n    module: softhsm2.so\n", "hub.yaml:5: pki.signingDevice.module is `softhsm2.so`, expected the absolute path of a library: code that sees the PIN is not searched for [CONFIGURATION_WRONG_VALUE]")]
    [InlineData(Code + "pki:\n  signingDevice:\n    module: /lib/p11.so\n    key: signing\n", "hub.yaml:5: pki.signingDevice names neither token nor tokenSerial [CONFIGURATION_MISSING]")]
    [InlineData(Code + "pki:\n  signingDevice:\n    module: /lib/p11.so\n    token: hub\n", "hub.yaml:5: pki.signingDevice names neither key nor keyId [CONFIGURATION_MISSING]")]
    [InlineData(Code + "pki:\n  signingDevice:\n    module: /lib/p11.so\n    token: hub\n    key: signing\n", "hub.yaml:5: pki.signingDevice.pinFile is missing (or set IHUB_PKI_SIGNING_DEVICE_PIN) [CONFIGURATION_MISSING]")]
    [InlineData(Code + "pki:\n  signingDevice:\n    module: /lib/p11.so\n    keyId: 1\n", "hub.yaml:6: pki.signingDevice.keyId is `1`, expected hexadecimal digits in pairs [CONFIGURATION_WRONG_VALUE]")]
    [InlineData(Code + "pki:\n  signingDevice:\n    pin: 4711\n", "hub.yaml:5: pki.signingDevice.pin is a secret and does not belong in this file. Put it in a file of its own and name that as pinFile, or set IHUB_PKI_SIGNING_DEVICE_PIN. [CONFIGURATION_SECRET_IN_FILE]")]
    [InlineData(Code + "signatures:\n  rules:\n    - name: old\n      validTo: 2026-06-02\n    - name: new\n      validFrom: 2026-06-01\n", "hub.yaml:7: signatures.rules[1]: The rules old (until 2026-06-01 16:00:00Z) and new (from 2026-05-31 16:00:00Z) overlap. Of the rules for one party exactly one may count on any day: let each end on the day on which the next begins. [CONFIGURATION_SIGNATURE_RULES]")]
    [InlineData(Code + "signatures:\n  rules:\n    - name: a\n      validFrom: 2026-06-02\n      validTo: 2026-06-02\n", "hub.yaml:5: signatures.rules[0]: The rule a ends before it begins. Of the rules for one party exactly one may count on any day: let each end on the day on which the next begins. [CONFIGURATION_SIGNATURE_RULES]")]
    [InlineData(Code + "signatures:\n  rules:\n    - name: a\n      algorithms: [rsaSha1]\n", "hub.yaml:6: signatures.rules[0].algorithms has `rsaSha1`, expected any of rsaSha256, rsaSha384, rsaSha512, ecdsaSha256, ecdsaSha384, ecdsaSha512, sm2Sm3 [CONFIGURATION_WRONG_VALUE]")]
    [InlineData(Code + "signatures:\n  rules:\n    - name: a\n      minimumRsaBits: 1024\n", "hub.yaml:6: signatures.rules[0].minimumRsaBits is 1024, expected 2048 to 16384 [CONFIGURATION_OUT_OF_RANGE]")]
    [InlineData(Code + "signatures:\n  rules:\n    - name: a\n      extendedKeyUsages: [signing]\n", "hub.yaml:6: signatures.rules[0].extendedKeyUsages has `signing`, expected a dotted number such as 1.3.6.1.5.5.7.3.36 [CONFIGURATION_WRONG_VALUE]")]
    [InlineData(Code + "trust:\n  revocation:\n    whenUnknown: ignore\n", "hub.yaml:5: trust.revocation.whenUnknown is `ignore`, expected one of refuse, accept [CONFIGURATION_WRONG_VALUE]")]
    [InlineData(Code + "trust:\n  revocation:\n    refreshEvery: 10s\n", "hub.yaml: trust.revocation.retryAfter is longer than trust.revocation.refreshEvery [CONFIGURATION_CONTRADICTION]")]
    public void Each_error_names_its_line_and_what_to_do(string yaml, string expected)
    {
        Assert.Contains(expected, Load(yaml).Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void All_errors_come_at_once()
    {
        var loaded = Load("lanes:\n  concurrency: 0\n  breakerFailures: many\nlimit: 5\n");

        Assert.Equal(
            ["CONFIGURATION_UNKNOWN_KEY", "CONFIGURATION_MISSING", "CONFIGURATION_OUT_OF_RANGE", "CONFIGURATION_WRONG_VALUE"],
            loaded.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void The_same_key_twice_is_refused()
    {
        var problem = Assert.Single(Load(Code + "lanes:\n  concurrency: 1\n  concurrency: 2\n").Problems, problem => problem.Code == "CONFIGURATION_NOT_YAML");

        Assert.StartsWith("hub.yaml:", problem.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void The_environment_wins_over_the_file_and_says_so()
    {
        _variables["IHUB_LANES_SEND_TIMEOUT"] = "7s";
        _variables["IHUB_LISTENERS_1_ADDRESS"] = "127.0.0.1:9444";

        var loaded = Load(Code + "lanes:\n  sendTimeout: 5s\n");

        Assert.Empty(loaded.Problems);
        Assert.Equal(TimeSpan.FromSeconds(7), loaded.Options.Lanes.SendTimeout);
        Assert.Equal("127.0.0.1:9444", loaded.Options.Listeners[1].Address!.ToString());
        Assert.Equal("IHUB_LANES_SEND_TIMEOUT", loaded.Values.Single(value => value.Setting == "lanes.sendTimeout").Source);
        Assert.Equal("default", loaded.Values.Single(value => value.Setting == "lanes.firstRetry").Source);
        Assert.Equal("hub.yaml:2", loaded.Values.Single(value => value.Setting == "hub.code").Source);
    }

    [Fact]
    public void A_variable_that_is_no_setting_is_refused_with_the_one_that_was_meant()
    {
        _variables["IHUB_LANES_SEND_TIMOUT"] = "7s";
        _variables["IHUB_TEST_SQLSERVER"] = "reserved";

        var problem = Assert.Single(Load(Code).Problems);

        Assert.Equal("IHUB_LANES_SEND_TIMOUT: no setting has this name. Did you mean IHUB_LANES_SEND_TIMEOUT? [CONFIGURATION_UNKNOWN_VARIABLE]", problem.ToString());
    }

    [Fact]
    public void A_secret_comes_from_a_file_that_only_its_owner_can_read_and_is_never_shown()
    {
        var file = _folder.File("secrets/db", "hunter2\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead);

        var loaded = Load(Code + "storage:\n  passwordFile: secrets/db\n");

        Assert.Empty(loaded.Problems);
        Assert.Equal("hunter2", loaded.Options.Storage.Password!.Reveal());
        Assert.DoesNotContain("hunter2", loaded.Options.ToString(), StringComparison.Ordinal);
        var value = loaded.Values.Single(value => value.Setting == "storage.password");
        Assert.Equal("***", value.Value);
        Assert.Equal($"hub.yaml:4 ({file})", value.Source);
    }

    [Fact]
    public void A_secret_file_that_others_can_read_is_refused()
    {
        var file = _folder.File("db", "hunter2\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);

        var problem = Assert.Single(Load(Code + "storage:\n  passwordFile: db\n").Problems);

        Assert.Equal("CONFIGURATION_SECRET_READABLE", problem.Code);
        Assert.Equal($"Run: chmod 600 {file}", problem.Remedy);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hub:\n")]
    [InlineData("# nothing\n")]
    public void Without_a_code_the_missing_setting_is_named_with_its_variable(string yaml)
    {
        var problem = Assert.Single(Load(yaml).Problems);

        Assert.Equal("CONFIGURATION_MISSING", problem.Code);
        Assert.Contains("IHUB_HUB_CODE", problem.Remedy, StringComparison.Ordinal);
    }

    private LoadedConfiguration Load(string yaml) => HubConfiguration.Load(_folder.File("hub.yaml", yaml), _variables);
}
