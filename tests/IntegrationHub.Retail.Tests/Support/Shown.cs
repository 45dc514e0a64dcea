using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Processes.Consents;

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

    private static Consent ConsentOf(ContractTerms terms, string digest) =>
        new(ConsentSubject.Contract, terms.MRid, terms.Version, terms.Version, $"{terms.MRid}/{digest}", digest, "+8613800000001", [], At) { Answer = ConsentAnswer.Agreed, AnsweredAt = At, IsTold = true };
}
