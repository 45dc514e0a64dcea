using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Processes.Consents;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests.Support;

/// <summary>Steps with the evidence that they need, for contracts that go by hand in tests: one consent, signature and filing for each version.</summary>
internal static class Shown
{
    private static readonly DateTimeOffset At = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);

    public static ContractStep Agree(ContractTerms terms, string digest) => new(ContractAction.Agree, "customer", digest) { Proof = ConsentOf(terms, digest).ToProof(0) };

    public static ContractStep Sign(ContractTerms terms, string digest) => new(ContractAction.Sign, "zhao", digest)
    {
        Proof = SignatureBook.ToProof(new(terms.MRid, terms.Version, terms.Version, digest, "zhao", SignatureWay.HubKey, [1], At, $"{terms.MRid}/{terms.Version}", "by hand") { Timestamp = [1], StampedAt = At }),
    };

    public static async Task<ContractStep> FileAsync(FilingBook filings, ContractTerms terms) =>
        new(ContractAction.File, "hub") { Proof = await filings.ToProofAsync(FilingOf(terms), default) };

    public static async Task<ContractStep> AcceptAsync(FilingBook filings, ContractTerms terms) =>
        new(ContractAction.AcceptFiling, "hub") { Proof = await filings.ToProofAsync(FilingOf(terms) with { Accepted = FilingOf(terms).MRid }, default) };

    public static ContractFiling FilingOf(ContractTerms terms) => new(terms.MRid, terms.Version, terms.Version, $"FILE-{terms.MRid}-{terms.Version}", "trading-center", "", "by hand");

    /// <summary>Drafts a version and goes on until both sides agree.</summary>
    /// <returns>Digest of the text that they agree on.</returns>
    public static async Task<string> AgreedAsync(this RetailSite site, ContractTerms terms)
    {
        var draft = Good(await site.Contracts.DraftAsync(ContractJson.Write(terms), "li", default));
        var digest = Good(await site.Contracts.TextAsync(draft, default)).Digest;
        foreach (var step in (ContractStep[])[new(ContractAction.Submit, "li"), new(ContractAction.Offer, "wang", digest), Agree(terms, digest)])
            Good(await site.Contracts.StepAsync(terms.MRid, terms.Version, step, default));

        return digest;
    }

    /// <summary>Drafts a version and goes on until it is in force.</summary>
    public static async Task<StoredContract> InForceAsync(this RetailSite site, ContractTerms terms)
    {
        var (digest, filings) = (await site.AgreedAsync(terms), site.Get<FilingBook>());
        foreach (var step in (Func<Task<ContractStep>>[])[() => Task.FromResult(Sign(terms, digest)), () => FileAsync(filings, terms), () => AcceptAsync(filings, terms)])
            Good(await site.Contracts.StepAsync(terms.MRid, terms.Version, await step(), default));

        return (await site.Contracts.FindAsync(terms.MRid, terms.Version, default))!;
    }

    private static Consent ConsentOf(ContractTerms terms, string digest) =>
        new(ConsentSubject.Contract, terms.MRid, terms.Version, terms.Version, $"{terms.MRid}/{digest}", digest, "+8613800000001", [], At) { Answer = ConsentAnswer.Agreed, AnsweredAt = At, IsTold = true };
}
