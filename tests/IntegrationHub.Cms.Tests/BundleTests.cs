using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Adapters.TrustSimulator;
using IntegrationHub.Evidence.Bundles;
using IntegrationHub.Evidence.Bundles.Zip;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Native.OpenSsl;

namespace IntegrationHub.Cms.Tests;

public sealed class BundleTests : IDisposable
{
    private readonly BundleFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task A_bundle_is_accepted_and_says_in_words_what_it_proves_and_what_not()
    {
        var verdict = fixture.Verify(await fixture.BundleAsync());
        Assert.True(verdict.Accepted, string.Join("; ", verdict.Reasons));
        Assert.Contains(verdict.Proven, p => p.Contains("signed by CN=hub", StringComparison.Ordinal));
        Assert.Contains(verdict.Proven, p => p.Contains("The bundle existed at 2026-11-21 12:00:00Z", StringComparison.Ordinal));
        Assert.Contains(verdict.Proven, p => p.Contains("3 events in the bundle are entries of the ledger retailer.example/ledger", StringComparison.Ordinal));
        Assert.Contains(verdict.Proven, p => p.Contains($"these very 4 octets were received from grid (party {BundleFixture.Party}); ledger entry 20", StringComparison.Ordinal));
        Assert.Contains(verdict.Proven, p => p.Contains("all 2 events shown of it were on record at 2026-11-21 12:00:00Z at the latest, by the timestamp of CN=Simulated timestamp service over the ledger at 30 entries", StringComparison.Ordinal));
        Assert.Contains(verdict.NotProven, p => p.Contains("nothing else was exchanged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_anchors_it_is_consistent_but_the_signer_is_not_established()
    {
        var bundle = await fixture.BundleAsync();
        var verdict = fixture.Verify(bundle, new BundleTrust(TrustAnchors.None, TrustAnchors.None, fixture.LogKey.Verifier));
        Assert.Equal(("refused", "untrusted"), (verdict.Verdict, Assert.Single(verdict.Reasons).Id));
        Assert.Empty(verdict.Proven);
        Assert.Contains(verdict.NotProven, p => p.Contains("consistent with each other, but who made them is not established", StringComparison.Ordinal));
        Assert.Equal("untrusted", Assert.Single(fixture.Verify(bundle, fixture.Trust with { LogKey = null }).Reasons).Id);
    }

    [Fact]
    public async Task Another_authority_and_another_log_key_refuse_it()
    {
        var bundle = await fixture.BundleAsync();
        using var other = new TestPki("Other CA");
        Assert.Contains(fixture.Verify(bundle, fixture.Trust with { Signers = other.Trust }).Reasons, r => r.Id == "signature.certificate_untrusted");
        var otherLog = NoteSignerKey.Of("retailer.example/ledger", OpenSslEd25519.NewPrivateKey(), fixture.Ed25519).Verifier;
        Assert.Contains(fixture.Verify(bundle, fixture.Trust with { LogKey = otherLog }).Reasons, r => r.Id == "bundle.checkpoint_invalid");
    }

    [Fact]
    public async Task Without_a_timestamp_it_is_still_evidence_and_says_that_its_time_is_not_proven()
    {
        var verdict = fixture.Verify(await fixture.BundleAsync(timestamped: false));
        Assert.True(verdict.Accepted);
        Assert.Contains(verdict.NotProven, p => p.Contains("carries no timestamp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Times_of_a_service_that_no_revocation_data_speaks_for_carry_that_doubt()
    {
        var content = await fixture.ContentAsync();
        string[] doubts =
        [
            "That the timestamp service of the bundle was not revoked. It is assumed by policy that CN=Simulated timestamp service was not revoked; no fresh data says so.",
            "That the timestamp service of the ledger was not revoked. It is assumed by policy that CN=Simulated timestamp service was not revoked; no fresh data says so.",
        ];
        var unknown = fixture.Verify(await fixture.BundleAsync(content: content with { RevocationLists = [] }));
        Assert.Equal(doubts, unknown.NotProven.Where(p => p.Contains("timestamp service", StringComparison.Ordinal)));
        Assert.DoesNotContain(fixture.Verify(await fixture.BundleAsync(content: content)).NotProven, p => p.Contains("timestamp service", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Years_later_the_timestamp_keeps_it_valid_and_without_one_the_ended_certificate_refuses_it()
    {
        var years = TestPki.Now.AddMonths(18);
        Assert.True(fixture.Verify(await fixture.BundleAsync(), at: years).Accepted);
        Assert.Contains(fixture.Verify(await fixture.BundleAsync(timestamped: false), at: years).Reasons, r => r.Id == "signature.certificate_expired");
    }

    [Theory]
    [InlineData("duplicate name", "bundle.duplicate_name")]
    [InlineData("duplicate name in another case", "bundle.duplicate_name")]
    [InlineData("file outside the manifest", "bundle.file_unlisted")]
    [InlineData("second signature file", "bundle.file_unlisted")]
    [InlineData("file removed", "bundle.file_missing")]
    [InlineData("file changed", "bundle.digest_mismatch")]
    [InlineData("wrong first entry", "bundle.wrong_first_entry")]
    [InlineData("first entry packed", "bundle.wrong_first_entry")]
    [InlineData("other mimetype", "bundle.wrong_first_entry")]
    [InlineData("manifest rewritten", "cms.digest_mismatch")]
    [InlineData("manifest for another signature", "bundle.manifest_malformed")]
    [InlineData("manifest with a DOCTYPE", "bundle.manifest_malformed")]
    [InlineData("signature removed", "bundle.signature_missing")]
    public async Task A_repacked_bundle_is_refused(string attack, string reason)
    {
        var verdict = fixture.Verify(Attacked(await fixture.BundleAsync(timestamped: false), attack));
        Assert.Contains(verdict.Reasons, r => r.Id == reason);
        Assert.Empty(verdict.Proven);
    }

    [Theory]
    [InlineData("exchanges")]
    [InlineData("dated")]
    [InlineData("rejections")]
    [InlineData("acknowledgementFiles")]
    [InlineData("history")]
    [InlineData("path")]
    [InlineData("rawFile")]
    [InlineData("party")]
    public async Task A_description_with_null_where_something_belongs_is_malformed_whoever_signed_it(string name)
    {
        var files = BundleFixture.Open(await fixture.BundleAsync(timestamped: false));
        var (index, manifest) = (files.FindIndex(f => f.Name == "evidence.json"), files.FindIndex(f => f.Name == "META-INF/ASiCManifest001.xml"));
        var json = JsonNode.Parse(files[index].Content)!;
        Assert.True(PutNull(json, name));
        files[index] = new("evidence.json", Encoding.UTF8.GetBytes(json.ToJsonString()));
        files[manifest] = new(files[manifest].Name, AsicManifest.Write("META-INF/signature001.p7s", "x", files.Where(f => !f.Name.StartsWith("META-INF", StringComparison.Ordinal) && f.Name != "mimetype")));
        Assert.Equal("bundle.description_malformed", Assert.Single(fixture.Verify(BundleFixture.Pack(files)).Reasons).Id);
    }

    [Fact]
    public async Task A_manifest_swapped_with_that_of_another_genuine_bundle_is_refused()
    {
        var content = await fixture.ContentAsync();
        var (one, other) = (BundleFixture.Open(await fixture.BundleAsync(false, content)), BundleFixture.Open(await fixture.BundleAsync(false)));
        foreach (var name in new[] { "META-INF/ASiCManifest001.xml", "META-INF/signature001.p7s" })
            one[one.FindIndex(f => f.Name == name)] = other.Single(f => f.Name == name);
        Assert.Equal("bundle.digest_mismatch", fixture.Verify(BundleFixture.Pack(one)).Reasons[0].Id);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../evil")]
    [InlineData("a\\evil")]
    [InlineData("C:evil")]
    [InlineData("a//b")]
    public void A_name_that_leaves_the_container_is_refused(string name)
    {
        using var target = new MemoryStream();
        using (var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var stream = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
            stream.Write("x"u8);
        }
        Assert.Equal("bundle.unsafe_name", fixture.Verify(target.ToArray()).Reasons[0].Id);
    }

    [Fact]
    public async Task Where_less_is_taken_a_larger_bundle_is_refused_and_sent_to_the_command_line()
    {
        var bundle = await fixture.BundleAsync();
        var verifier = new BundleVerifier(fixture.Ed25519) { MostContent = 2_000 };

        var reason = Assert.Single(verifier.Verify(new MemoryStream(bundle), fixture.Trust, TestPki.Now).Reasons);

        Assert.Equal("bundle.too_large", reason.Id);
        Assert.Contains("ihub verify", reason.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verdict_names_the_exchanges_with_digests_of_the_octets_that_lie_in_the_bundle()
    {
        var subjects = fixture.Verify(await fixture.BundleAsync()).Subjects;

        Assert.Equal([new Guid(1, 0, 0, new byte[8]), new Guid(2, 0, 0, new byte[8])], subjects.Select(static one => one.Exchange));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(BundleFixture.Document)), subjects[0].RawSha256);
        Assert.Single(subjects[0].AnswerSha256);
    }

    [Fact]
    public void A_zip_bomb_is_refused_before_it_is_unpacked()
    {
        var bomb = BundleFixture.Pack([new("mimetype", new byte[300_000_000])], firstStored: false);
        Assert.True(bomb.Length < 1_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("bundle.too_large", fixture.Verify(bomb).Reasons[0].Id);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    [Fact]
    public async Task No_changed_octet_anywhere_in_the_container_changes_a_file_and_is_accepted()
    {
        var bundle = await fixture.BundleAsync();
        var files = BundleFixture.Open(bundle);
        for (var i = 0; i < bundle.Length; i += 5)
        {
            bundle[i] ^= 0x10;
            // A few bits of packing mean nothing: what is unpacked must be the same then.
            if (fixture.Verify(bundle).Accepted)
                Assert.Equal(files.Select(f => (f.Name, Convert.ToHexString(f.Content))), BundleFixture.Open(bundle).Select(f => (f.Name, Convert.ToHexString(f.Content))));
            bundle[i] ^= 0x10;
        }
        Assert.True(fixture.Verify(bundle).Accepted);
        Assert.False(fixture.Verify([.. bundle, 0]).Accepted);
        Assert.False(fixture.Verify([0, .. bundle]).Accepted);
        Assert.False(fixture.Verify(bundle[..^1]).Accepted);
    }

    [Fact]
    public async Task A_hub_that_signs_a_false_history_is_caught_by_the_ledger()
    {
        var content = await fixture.ContentAsync();
        var genuine = content.Exchanges[0].History[0];
        foreach (var (forged, reason) in new[]
        {
            (genuine with { Position = 9 }, "bundle.ledger_proof_invalid"),
            (genuine with { Leaf = genuine.Leaf with { Record = content.Exchanges[0].History[1].Leaf.Record } }, "bundle.event_changed"),
            (content.Exchanges[1].History[0], "bundle.event_foreign"),
        })
        {
            var false1 = content with { Exchanges = [content.Exchanges[0] with { History = [forged] }] };
            Assert.Contains(fixture.Verify(await fixture.BundleAsync(false, false1)).Reasons, r => r.Id == reason);
        }
    }

    [Theory]
    [InlineData("a proof for another place")]
    [InlineData("a proof cut short")]
    [InlineData("a checkpoint of another log")]
    [InlineData("a checkpoint under another size")]
    [InlineData("a token over another note")]
    [InlineData("no timestamped checkpoint")]
    public async Task What_should_date_an_event_and_does_not_hold_proves_no_time_and_spoils_nothing_else(string attack)
    {
        var content = await fixture.ContentAsync();
        var (dated, history) = (content.Dated[0], content.Exchanges[0].History);
        var stranger = NoteSignerKey.Of("retailer.example/ledger", OpenSslEd25519.NewPrivateKey(), fixture.Ed25519);
        var note = Encoding.UTF8.GetString(dated.Note);
        switch (attack)
        {
            case "a proof for another place":
                history = [history[0] with { Dated = history[1].Dated }, history[1]];
                break;
            case "a proof cut short":
                history = [history[0] with { Dated = new DatingProof(30, [.. history[0].Dated!.Path.Skip(1)]) }, history[1]];
                break;
            case "a checkpoint of another log":
                var forged = SignedNote.Sign(note[..(note.IndexOf("\n\n", StringComparison.Ordinal) + 1)], stranger, fixture.Ed25519).ToOctets();
                dated = new DatedCheckpoint(30, forged, TimestampChain.Of(fixture.Token(forged)));
                break;
            case "a checkpoint under another size":
                dated = dated with { Size = 31 };
                history = [.. history.Select(h => h with { Dated = new DatingProof(31, h.Dated!.Path) })];
                break;
            case "a token over another note":
                dated = dated with { Timestamps = TimestampChain.Of(fixture.Token(content.Checkpoint)) };
                break;
            case "no timestamped checkpoint":
                history = [.. history.Select(h => h with { Dated = null })];
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(attack), attack, "An attack without an implementation.");
        }

        var changed = content with { Dated = [dated], Exchanges = [content.Exchanges[0] with { History = history }] };
        var verdict = fixture.Verify(await fixture.BundleAsync(content: changed));
        Assert.True(verdict.Accepted, string.Join("; ", verdict.Reasons));
        Assert.DoesNotContain(verdict.Proven, p => p.Contains("at the latest", StringComparison.Ordinal));
        Assert.Contains(verdict.NotProven, p => p.Contains("when its events were recorded", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bundle_that_is_exported_years_later_still_dates_its_events_to_when_they_were_recorded()
    {
        var content = await fixture.ContentAsync();
        var list = RenewalList.Of(content.Dated, HashAlgorithmName.SHA256);
        fixture.Pki.Clock.Now = TestPki.Now.AddYears(1);
        using var later = new SimulatedAuthority(fixture.Pki.Authority, fixture.Pki.Clock);
        var request = TimestampRequest.For(list, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
        var renewal = new ArchiveTimestamp(1, list, request.Accept(new TimestampService(later).Answer(request.Encoded)).Token!);
        var now = TestPki.Now.AddMonths(30);
        using var key = fixture.Pki.Issue("hub of later", from: now.AddDays(-1), to: now.AddYears(1));
        var (renewed, aged) = (content.Dated[0] with { Timestamps = content.Dated[0].Timestamps with { Renewals = [renewal] } }, content.Dated[0]);
        foreach (var (dated, counts) in new[] { (renewed, true), (aged, false) })
        {
            using var target = new MemoryStream();
            new BundleWriter(key.Cades(), []).Prepare(content with { Created = now, Dated = [dated], SigningKey = null }).WriteTo(target, null);
            var verdict = fixture.Verify(target.ToArray(), at: now);
            Assert.True(verdict.Accepted, string.Join("; ", verdict.Reasons));
            Assert.Equal(counts ? 2 : 0, verdict.Proven.Count(p => p.Contains("on record at 2026-11-21 12:00:00Z at the latest", StringComparison.Ordinal)));
            Assert.Equal(counts ? 0 : 2, verdict.NotProven.Count(p => p.Contains("timestamp.aged", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task A_bundle_gets_its_timestamp_later_and_only_once()
    {
        var (bundle, refusal) = UnfinishedBundle.Open(new MemoryStream(await fixture.BundleAsync(timestamped: false)));
        Assert.Null(refusal);
        using var target = new MemoryStream();
        bundle!.WriteTo(target, fixture.Token(bundle.ToTimestamp.Span));
        Assert.Contains(fixture.Verify(target.ToArray()).Proven, p => p.Contains("The bundle existed at", StringComparison.Ordinal));
        Assert.Equal("bundle.timestamped", UnfinishedBundle.Open(new MemoryStream(target.ToArray())).Refusal!.Id);
        Assert.NotNull(UnfinishedBundle.Open(new MemoryStream("PK\x03\x04"u8.ToArray())).Refusal);
    }

    [Fact]
    public async Task Common_tools_open_it_and_openssl_verifies_its_parts_by_hand()
    {
        if (!OpenSslTool.IsInstalled())
            return;
        using var openssl = new OpenSslTool();
        using (var zip = new ZipArchive(new MemoryStream(await fixture.BundleAsync())))
            zip.ExtractToDirectory(openssl.Folder);
        openssl.Write("trust.pem", fixture.Pki.Authority.ExportCertificatePem());
        var when = TestPki.Now.ToUnixTimeSeconds().ToString();
        var (code, output) = openssl.Run(
            "cms", "-verify", "-binary", "-inform", "DER", "-in", "META-INF/signature001.p7s", "-content", "META-INF/ASiCManifest001.xml",
            "-CAfile", "trust.pem", "-purpose", "any", "-cades", "-attime", when);
        Assert.True(code == 0, output);
        foreach (var (token, data) in new[] { ("META-INF/timestamp001.tst", "META-INF/ASiCManifest002.xml"), ("ledger/dated/checkpoint-000000000030.tst", "ledger/dated/checkpoint-000000000030.txt") })
        {
            (code, output) = openssl.Run("ts", "-verify", "-token_in", "-in", token, "-data", data, "-CAfile", "trust.pem", "-attime", when);
            Assert.True(code == 0, output);
        }
    }

    private static byte[] Attacked(byte[] bundle, string attack)
    {
        var files = BundleFixture.Open(bundle);
        var evil = new ContainerFile("evil.txt", "evil"u8.ToArray());
        var manifest = files.FindIndex(f => f.Name == "META-INF/ASiCManifest001.xml");
        switch (attack)
        {
            case "duplicate name":
                files.Add(files.Single(f => f.Name == "evidence.json"));
                break;
            case "duplicate name in another case":
                files.Add(new("EVIDENCE.json", evil.Content));
                break;
            case "file outside the manifest":
                files.Add(evil);
                break;
            case "second signature file":
                files.Add(new("META-INF/signature002.p7s", evil.Content));
                break;
            case "file removed":
                files.RemoveAll(f => f.Name.EndsWith(".crl", StringComparison.Ordinal));
                break;
            case "file changed":
                files[files.FindIndex(f => f.Name.EndsWith("/raw", StringComparison.Ordinal))] = new(files.First(f => f.Name.EndsWith("/raw", StringComparison.Ordinal)).Name, evil.Content);
                break;
            case "wrong first entry":
                (files[0], files[1]) = (files[1], files[0]);
                break;
            case "first entry packed":
                files[0] = new("mimetype", new byte[500]);
                return BundleFixture.Pack(files, firstStored: false);
            case "other mimetype":
                files[0] = new("mimetype", "application/zip"u8.ToArray());
                break;
            case "manifest rewritten":
                files.Insert(1, evil);
                files[manifest + 1] = new(files[manifest + 1].Name, AsicManifest.Write("META-INF/signature001.p7s", "x", files.Where(f => !f.Name.StartsWith("META-INF", StringComparison.Ordinal) && f.Name != "mimetype")));
                break;
            case "manifest for another signature":
                files[manifest] = Replaced(files[manifest], "signature001", "signature009");
                break;
            case "manifest with a DOCTYPE":
                files[manifest] = Replaced(files[manifest], "<asic:ASiCManifest", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><asic:ASiCManifest");
                break;
            case "signature removed":
                files.RemoveAll(f => f.Name.EndsWith(".p7s", StringComparison.Ordinal));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(attack), attack, "An attack without an implementation.");
        }
        return BundleFixture.Pack(files);
    }

    /// <summary>Puts null into the first list of that name, or for its value, wherever it stands.</summary>
    private static bool PutNull(JsonNode? node, string name)
    {
        switch (node)
        {
            case JsonObject item when item.ContainsKey(name):
                if (item[name] is JsonArray list)
                    list.Add(null);
                else
                    item[name] = null;
                return true;
            case JsonObject item:
                return item.Any(member => PutNull(member.Value, name));
            case JsonArray items:
                return items.Any(one => PutNull(one, name));
            default:
                return false;
        }
    }

    private static ContainerFile Replaced(ContainerFile file, string old, string with) =>
        new(file.Name, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(file.Content).Replace(old, with, StringComparison.Ordinal)));
}
