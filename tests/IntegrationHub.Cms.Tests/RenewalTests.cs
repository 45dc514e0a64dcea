using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Adapters.TrustSimulator;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Revocation;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Cms.Tests;

/// <summary>Timestamps over decades: the simulated service's certificate runs for two years, its authority's for ten.</summary>
public sealed class RenewalTests : IDisposable
{
    private static readonly byte[] Note = "a checkpoint\n"u8.ToArray();
    private readonly TestPki pki = new();
    private readonly List<SimulatedAuthority> services = [];

    public void Dispose()
    {
        services.ForEach(s => s.Dispose());
        pki.Dispose();
    }

    [Fact]
    public void A_timestamp_counts_until_its_authoritys_certificate_ends_and_no_longer()
    {
        var chain = TimestampChain.Of(Token(Note));
        Assert.Equal(TestPki.Now, chain.Verify(Note, pki.Trust, null, TestPki.Now.AddMonths(23)).Facts!.Time);
        Assert.Equal("timestamp.aged", chain.Verify(Note, pki.Trust, null, TestPki.Now.AddMonths(25)).Refusal!.Id);
    }

    [Fact]
    public void Renewed_in_time_it_proves_the_first_time_nine_years_later()
    {
        var chain = Renewed(TimestampChain.Of(Token(Note)), years: [1, 3, 5, 7]);
        var (facts, refusal) = chain.Verify(Note, pki.Trust, null, TestPki.Now.AddYears(8));
        Assert.True(refusal is null, refusal?.ToString());
        Assert.Equal(TestPki.Now, facts!.Time);
        Assert.Equal("timestamp.aged", chain.Verify(Note, pki.Trust, null, TestPki.Now.AddYears(9).AddDays(1)).Refusal!.Id);
    }

    [Fact]
    public void A_doubt_about_the_service_of_a_renewal_is_a_doubt_about_the_first_time()
    {
        // The list of today speaks for today's service and not for the one a year later.
        var revocation = RevocationData.Of(new RevocationPolicy { AcceptUnknown = true }, [pki.Services.List()]);
        var chain = TimestampChain.Of(Token(Note));
        Assert.Null(chain.Verify(Note, pki.Trust, revocation, TestPki.Now.AddDays(1)).Facts!.Doubt);
        Assert.Contains("It is assumed", Renewed(chain, years: [1]).Verify(Note, pki.Trust, revocation, TestPki.Now.AddYears(2)).Facts!.Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void A_renewal_that_came_too_late_does_not_bring_an_aged_timestamp_back()
    {
        var chain = Renewed(TimestampChain.Of(Token(Note)), years: [3]);
        Assert.Equal("timestamp.aged", chain.Verify(Note, pki.Trust, null, TestPki.Now.AddYears(4)).Refusal!.Id);
    }

    [Theory]
    [InlineData("another note")]
    [InlineData("another first token")]
    [InlineData("a list without the first renewal")]
    [InlineData("a list that was changed")]
    [InlineData("renewals in another order")]
    public void A_chain_with_something_exchanged_proves_nothing(string attack)
    {
        var chain = Renewed(TimestampChain.Of(Token(Note)), years: [1, 3]);
        var data = Note;
        switch (attack)
        {
            case "another note":
                data = "another checkpoint\n"u8.ToArray();
                break;
            case "another first token":
                pki.Clock.Now = TestPki.Now;
                chain = chain with { Token = Token(data) };
                break;
            case "a list without the first renewal":
                var incomplete = Renewed(chain with { Renewals = [] }, years: [3]).Renewals[0];
                chain = chain with { Renewals = [chain.Renewals[0], incomplete with { Id = 2 }] };
                break;
            case "a list that was changed":
                chain = chain with { Renewals = [chain.Renewals[0], chain.Renewals[1] with { List = [.. chain.Renewals[1].List, (byte)'\n'] }] };
                break;
            case "renewals in another order":
                chain = chain with { Renewals = [chain.Renewals[1], chain.Renewals[0]] };
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(attack), attack, "An attack without an implementation.");
        }

        Assert.Null(chain.Verify(data, pki.Trust, null, TestPki.Now.AddYears(4)).Facts);
    }

    [Fact]
    public void A_renewal_of_an_authority_that_nobody_trusts_leaves_the_rest_as_it_was()
    {
        var chain = Renewed(TimestampChain.Of(Token(Note)), years: [1]);
        using var other = new TestPki("Other CA");
        using var stranger = new SimulatedAuthority(other.Authority, other.Clock);
        var list = RenewalList.Of([new DatedCheckpoint(10, Note, chain)], HashAlgorithmName.SHA256);
        var spoiled = chain with { Renewals = [.. chain.Renewals, new ArchiveTimestamp(2, list, Token(list, stranger))] };
        Assert.NotNull(spoiled.Verify(Note, pki.Trust, null, TestPki.Now.AddYears(2)).Facts);
    }

    [Fact]
    public void A_list_renews_many_checkpoints_at_once_and_sha256sum_and_openssl_check_it_by_hand()
    {
        if (!OpenSslTool.IsInstalled())
            return;
        using var openssl = new OpenSslTool();
        var stamped = Enumerable.Range(1, 3).Select(i => Encoding.ASCII.GetBytes($"checkpoint {i}\n")).Select((note, i) => new DatedCheckpoint(i + 1, note, TimestampChain.Of(Token(note)))).ToList();
        var list = RenewalList.Of(stamped, HashAlgorithmName.SHA256);
        foreach (var one in stamped)
        {
            openssl.Write(CheckpointFiles.Note(one.Size), one.Note);
            openssl.Write(CheckpointFiles.Token(one.Size), one.Timestamps.Token);
        }

        openssl.Write(CheckpointFiles.RenewalList(1), list);
        openssl.Write(CheckpointFiles.RenewalToken(1), Token(list));
        openssl.Write("trust.pem", pki.Authority.ExportCertificatePem());
        var (code, output) = openssl.RunOther("sha256sum", "-c", CheckpointFiles.RenewalList(1));
        Assert.True(code == 0, output);
        (code, output) = openssl.Run(
            "ts", "-verify", "-token_in", "-in", CheckpointFiles.RenewalToken(1), "-data", CheckpointFiles.RenewalList(1), "-CAfile", "trust.pem",
            "-attime", TestPki.Now.ToUnixTimeSeconds().ToString());
        Assert.True(code == 0, output);
    }

    /// <summary>Renews at the given ends of years, each by a service with a certificate of its own time.</summary>
    private TimestampChain Renewed(TimestampChain chain, int[] years)
    {
        foreach (var year in years)
        {
            pki.Clock.Now = TestPki.Now.AddYears(year);
            var service = new SimulatedAuthority(pki.Authority, pki.Clock);
            services.Add(service);
            var list = RenewalList.Of([new DatedCheckpoint(10, Note, chain)], HashAlgorithmName.SHA256);
            chain = chain with { Renewals = [.. chain.Renewals, new ArchiveTimestamp(chain.Renewals.Count + 1, list, Token(list, service))] };
        }

        return chain;
    }

    private byte[] Token(byte[] data, SimulatedAuthority? service = null)
    {
        var request = TimestampRequest.For(data, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
        var (token, refusal) = request.Accept(new TimestampService(service ?? pki.Services).Answer(request.Encoded));
        Assert.True(refusal is null, refusal?.ToString());
        return token!;
    }
}
