using System.Globalization;
using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.Decomposition;
using IntegrationHub.Market.Packages;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Retail.Contracts;

/// <summary>What somebody wants to do with a contract.</summary>
/// <param name="Action">What.</param>
/// <param name="Actor">Who.</param>
/// <param name="Digest">Digest of the text the actor saw.</param>
/// <param name="Reason">Why.</param>
/// <param name="On">Last day, to terminate.</param>
public sealed record ContractStep(ContractAction Action, string Actor, string? Digest = null, string? Reason = null, LocalDate? On = null)
{
    /// <summary>What shows that it was done: the consent, signature or filing, saved with the step or not at all. Agreeing, signing, filing and its acceptance cannot be without.</summary>
    public StepProof? Proof { get; init; }

    /// <summary>What else is saved with the step, or not at all.</summary>
    public IReadOnlyList<BusinessRecord> Beside { get; init; } = [];

    /// <summary>The only state in which it is meant; null for every one that allows it.</summary>
    public ContractState? From { get; init; }

    /// <summary>How it is ended, to terminate.</summary>
    public ContractTermination? Termination { get; init; }

    /// <summary>The case that submits it: it goes through no other one.</summary>
    public Guid? Case { get; init; }

    /// <summary>Who of the company entered what the actor said; null where the actor did.</summary>
    public string? EnteredBy { get; init; }
}

/// <summary>The retailer's contracts: drafts, versions, texts, steps from state to state. Thread-safe.</summary>
/// <param name="records">Where they lie.</param>
/// <param name="time">The clock.</param>
/// <param name="zone">The market's zone: what day it is.</param>
public sealed class ContractBook(IBusinessRecords records, TimeProvider time, DateTimeZone zone, IPersonAccounts persons)
{
    /// <summary>Contracts that are read at a time.</summary>
    private const int Page = 2000;

    /// <summary>How often it is signed anew because another contract of the same guards was signed meanwhile.</summary>
    private const int MostTries = 10;

    private readonly RecordMemory<ContractLife> _lives = new(records, RecordKind.Contract, Page, static record => StoredContract.Of(record).Contract, static all => all);
    private readonly PackageBook _packages = new(records);
    private readonly TemplateBook _templates = new(records);
    private readonly AccountGuards _guards = new(records);
    private readonly DecompositionBook _decompositions = new(records);
    private readonly CustomerBook _customers = new(records, new(records, time, persons));

    private LocalDate Today => Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(zone).Date;

    /// <summary>A new contract, its next version, or a draft written anew by its author; or everything that is wrong with it.</summary>
    public async Task<Checked<StoredContract>> DraftAsync(string json, string actor, CancellationToken cancellationToken)
    {
        var read = ContractJson.ReadTerms(json);
        if (read.Value is not { } terms)
            return Checked.Bad<StoredContract>(read.Problems);

        var newest = await records.FindAsync(RecordKind.Contract, terms.MRid, null, cancellationToken).ConfigureAwait(false);
        var revision = 0L;
        if (newest is not null && terms.Version == newest.Version)
        {
            var stored = StoredContract.Of(newest).Contract;
            if (stored.State != ContractState.Draft)
                return new Problem(RetailProblems.Exists, $"{terms.MRid} version {terms.Version} is {stored.State}.", "version", $"Give version {newest.Version + 1} for an amendment.").Bad<StoredContract>();

            if (stored.Author != actor)
                return new Problem(ProblemCodes.ContractFourEyes, $"The draft is {stored.Author}'s.", "actor", $"Let {stored.Author} write it, or give it up and draft version {newest.Version + 1}.").Bad<StoredContract>();

            revision = newest.Revision;
        }
        else if (terms.Version != (newest?.Version ?? 0) + 1)
        {
            return new Problem(RetailProblems.VersionOrder, $"Version {terms.Version} of {terms.MRid} does not follow.", "version", $"Give version {(newest?.Version ?? 0) + 1}.").Bad<StoredContract>();
        }

        else if (newest is not null && StoredContract.Of(newest).Contract is { State: <= ContractState.Filed } open)
        {
            return new Problem(RetailProblems.VersionOrder, $"{terms.MRid} version {newest.Version} is {open.State}.", "version", "Give it up or put it in force first: one version is on its way at a time.").Bad<StoredContract>();
        }

        var (_, problems) = await RenderAsync(terms, await PackageOfAsync(terms, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        if (problems.Count > 0)
            return Checked.Bad<StoredContract>(problems);

        var draft = new StoredContract(new ContractLife(terms, ContractState.Draft, actor));
        var fact = new RecordFact("contract.drafted", new Dictionary<string, string> { ["contract"] = terms.MRid, ["version"] = terms.Version.ToString(CultureInfo.InvariantCulture) });
        return await records.SaveAsync([draft.ToRecord(revision)], [fact], actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved
            ? Checked.Good(draft)
            : RetailProblems.SomebodyElse.Bad<StoredContract>();
    }

    /// <summary>A version, or the newest; null where there is none.</summary>
    public async Task<StoredContract?> FindAsync(string number, int? version, CancellationToken cancellationToken) =>
        await records.FindAsync(RecordKind.Contract, number, version, cancellationToken).ConfigureAwait(false) is { } record ? StoredContract.Of(record) : null;

    /// <summary>The newest version below this one that is in force or ran to its last day: whose place this one takes where their days meet. Null where there is none.</summary>
    public async Task<StoredContract?> FindReplaceableBelowAsync(string number, int version, CancellationToken cancellationToken) =>
        (await BelowAsync(number, version, cancellationToken).ConfigureAwait(false)).LastOrDefault(static one => ContractDecider.IsReplaceable(one.Contract));

    /// <summary>A version with what was frozen when it was signed.</summary>
    public async Task<ContractLife> WithDecompositionAsync(ContractLife contract, CancellationToken cancellationToken) =>
        (await _decompositions.WithAsync([contract], new(RecordKind.Decomposition) { Key = contract.Terms.MRid }, cancellationToken).ConfigureAwait(false))[0];

    /// <summary>A version on the days that are left to it among all versions (<see cref="ContractLife.EachDayOnce"/>), whether or not it was ended by then.</summary>
    public async Task<ContractLife> OnItsDaysAsync(ContractLife contract, CancellationToken cancellationToken) =>
        ContractLife.EachDayOnce([.. (await VersionsAsync(contract.Terms.MRid, cancellationToken).ConfigureAwait(false)).Select(static one => one.Contract)])
            .FirstOrDefault(one => one.Terms.Version == contract.Terms.Version) ?? contract;

    /// <summary>A later version that both sides signed and that was not ended before it began, before all one that begins within the days of this one; null where there is none.</summary>
    public async Task<ContractLife?> FindSuccessorAsync(ContractLife contract, CancellationToken cancellationToken) =>
        SuccessorOf(contract, await VersionsAsync(contract.Terms.MRid, cancellationToken).ConfigureAwait(false));

    /// <summary>The same among all versions of the contract, oldest first.</summary>
    internal static ContractLife? SuccessorOf(ContractLife contract, IEnumerable<StoredContract> versions)
    {
        var later = versions.Select(static one => one.Contract).Where(one => one.Terms.Version > contract.Terms.Version && ContractDecider.IsSuccessor(one)).ToList();
        return later.Find(contract.IsAmendedBy) ?? later.FirstOrDefault();
    }

    /// <summary>What contracts say and where they stand, without their texts, in the order of their numbers and versions; kept in memory for as long as none changes.</summary>
    public async Task<IReadOnlyList<ContractLife>> LivesAsync(ContractState? state, LocalDate? on, CancellationToken cancellationToken)
    {
        var all = await _lives.ReadAsync(cancellationToken).ConfigureAwait(false);
        return state is null && on is null
            ? all
            : [.. all.Where(one => (state is null || one.State == state) && (on is not { } day || (one.Terms.ValidFrom <= day && day <= one.LastDay)))];
    }

    /// <summary>Contracts in the order of their numbers and versions, with their texts.</summary>
    public async Task<IReadOnlyList<StoredContract>> ListAsync(ContractState? state, LocalDate? on, CancellationToken cancellationToken) =>
        await records.ReadAllAsync(new(RecordKind.Contract) { State = state?.ToString(), On = on?.ToDateOnly(), Most = Page }, StoredContract.Of, cancellationToken).ConfigureAwait(false);

    /// <summary>The first contracts in a state that somebody has to do something about, by their numbers.</summary>
    /// <param name="state">For example <see cref="ContractState.Offered"/>, which waits for its customer.</param>
    /// <param name="most">At most so many: for a page that shows the first of them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<StoredContract>> WaitingAsync(ContractState state, int most, CancellationToken cancellationToken) =>
        [.. (await records.ListAsync(new(RecordKind.Contract) { State = state.ToString(), Most = most }, cancellationToken).ConfigureAwait(false)).Select(StoredContract.Of)];

    /// <summary>The canonical text: of an offered contract the one that was offered, else the one it would have.</summary>
    public async Task<Checked<ContractText>> TextAsync(StoredContract contract, CancellationToken cancellationToken) => contract is { Text: { } text, Language: { } language }
        ? Checked.Good(new ContractText(language, text))
        : await RenderAsync(contract.Contract.Terms, await PackageOfAsync(contract.Contract.Terms, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Does one step, or says why it cannot be done.</summary>
    /// <param name="number">The contract.</param>
    /// <param name="version">Its version; null for the newest.</param>
    /// <param name="step">What shall happen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Checked<StoredContract>> StepAsync(string number, int? version, ContractStep step, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt < MostTries; attempt++)
        {
            if (await TryStepAsync(number, version, step, cancellationToken).ConfigureAwait(false) is { } done)
                return done;
        }

        return RetailProblems.SomebodyElse.Bad<StoredContract>();
    }

    /// <summary>Gives a draft up, its own or somebody else's: the next version can be drafted then. What its reviewers have already is for its case.</summary>
    public Task<Checked<StoredContract>> GiveUpAsync(string number, int version, string reason, string actor, CancellationToken cancellationToken) =>
        StepAsync(number, version, new(ContractAction.Reject, actor, Reason: reason) { From = ContractState.Draft }, cancellationToken);

    /// <summary>
    /// Ends the version whose place a version that is in force takes, on the day before that one begins, where that did not happen with its acceptance. One that ends before this one begins runs to its last day and expires.
    /// </summary>
    /// <returns>Why it could not be ended; nothing where it was, or where there is none.</returns>
    public async Task<IReadOnlyList<Problem>> AmendEarlierAsync(ContractTerms terms, string actor, CancellationToken cancellationToken) =>
        await FindReplaceableBelowAsync(terms.MRid, terms.Version, cancellationToken).ConfigureAwait(false) is { Contract.Terms: var earlier } && terms.ValidFrom <= earlier.ValidTo
            ? (await StepAsync(terms.MRid, earlier.Version, new(ContractAction.Amend, actor), cancellationToken).ConfigureAwait(false)).Problems
            : [];

    /// <summary>The earlier version as it ends where this one is in force; null where none has to. One that does not begin before it is told by whoever amends it (<see cref="AmendEarlierAsync"/>).</summary>
    private async Task<(BusinessRecord Record, RecordFact Fact)?> AmendedByAsync(ContractLife contract, string actor, CancellationToken cancellationToken)
    {
        if (await FindReplaceableBelowAsync(contract.Terms.MRid, contract.Terms.Version, cancellationToken).ConfigureAwait(false) is not { Contract.Terms.Version: var version }
            || await records.FindAsync(RecordKind.Contract, contract.Terms.MRid, version, cancellationToken).ConfigureAwait(false) is not { } record)
            return null;

        var earlier = StoredContract.Of(record);
        return ContractDecider.Decide(earlier.Contract, new(ContractAction.Amend, actor, Today, Successor: contract)) is { After: { } after, Event: { } change }
            ? ((earlier with { Contract = after }).ToRecord(record.Revision), StoredContract.FactOf(change))
            : null;
    }

    /// <summary>Null where the contract is as it was, and its guards or the version that it amends are not.</summary>
    private async Task<Checked<StoredContract>?> TryStepAsync(string number, int? version, ContractStep step, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(RecordKind.Contract, number, version, cancellationToken).ConfigureAwait(false) is not { } record)
            return RetailProblems.NotThere($"contract {number}{(version is null ? "" : $" version {version}")}", "Look at the list of contracts.").Bad<StoredContract>();

        var stored = StoredContract.Of(record);
        if (step.From is { } from && stored.Contract.State != from)
            return new Problem(ProblemCodes.ContractTransition, $"{number} version {record.Version} is {stored.Contract.State}, not {from}.", "", "Look at it again: its case decides how it goes on.").Bad<StoredContract>();

        // Read before it is looked for others, and saved with the signature.
        var guards = step.Action == ContractAction.Sign ? await _guards.ReadAsync(stored.Contract.Terms, cancellationToken).ConfigureAwait(false) : [];
        var (problems, text, frozen) = await JudgeAsync(stored.Contract, step.Action, cancellationToken).ConfigureAwait(false);

        // Who releases a text says which one: the one that the contract has now.
        if (step.Action == ContractAction.Offer && text is not null && step.Digest is { } seen && seen != text.Digest)
            problems.Add(new(ProblemCodes.ContractDigest, "The text is another one than what was shown.", "digest", "Render it, read it, and give its digest."));

        var successor = step.Action is ContractAction.Amend or ContractAction.Terminate or ContractAction.Expire
            ? await FindSuccessorAsync(stored.Contract, cancellationToken).ConfigureAwait(false)
            : null;
        IReadOnlyList<string> others = step.Action is ContractAction.Offer or ContractAction.Sign ? await persons.OthersOfAsync(step.Actor, cancellationToken).ConfigureAwait(false) : [];
        var decision = ContractDecider.Decide(stored.Contract, new(step.Action, step.Actor, Today, step.Digest, step.Reason, step.On, problems, successor) { Case = step.Case, Termination = step.Termination, Evidence = step.Proof?.Evidence, OtherAccounts = others });
        if (decision.After is not { } after)
            return Checked.Bad<StoredContract>(decision.Problems);

        var next = after.State switch
        {
            ContractState.Draft or ContractState.InReview => new StoredContract(after),
            _ when step.Action == ContractAction.Offer => new StoredContract(after, text!.Text, text.Language) { Offer = record.Revision + 1 },
            ContractState.Rejected => new StoredContract(after, stored.Text, stored.Language) { Offer = stored.Offer, GivenUp = new(step.Reason!, step.Actor, Today) },
            _ => stored with { Contract = after },
        };
        // With its acceptance a version takes the place of the earlier one: both are saved, or neither.
        var amended = step.Action == ContractAction.AcceptFiling ? await AmendedByAsync(after, step.Actor, cancellationToken).ConfigureAwait(false) : null;
        IEnumerable<BusinessRecord> proof = step.Proof is { } shown ? [shown.Record] : [];
        List<(BusinessRecord Record, RecordFact Fact)> beside = [.. new[] { frozen, amended }.Where(static one => one is not null).Select(static one => one!.Value)];
        if (await records.SaveAsync(
            [next.ToRecord(record.Revision), .. proof, .. step.Beside, .. guards, .. beside.Select(static one => one.Record)], [StoredContract.FactOf(decision.Event!, step.EnteredBy), .. beside.Select(static one => one.Fact)], step.Actor, cancellationToken)
            .ConfigureAwait(false) == RecordResult.Saved)
            return Checked.Good(next);

        return (guards.Count > 0 || amended is not null) && (await records.FindAsync(RecordKind.Contract, number, record.Version, cancellationToken).ConfigureAwait(false))?.Revision == record.Revision ? null : RetailProblems.SomebodyElse.Bad<StoredContract>();
    }

    /// <summary>Everything that would keep a draft from its reviewers if it were given to them now.</summary>
    public async Task<IReadOnlyList<Problem>> WhyNotSubmitAsync(StoredContract draft, CancellationToken cancellationToken) =>
        (await JudgeAsync(draft.Contract, ContractAction.Submit, cancellationToken).ConfigureAwait(false)).Problems;

    /// <summary>What is wrong with a contract, its text where the step fixes or shows it, and what the signature freezes.</summary>
    private async Task<(List<Problem> Problems, ContractText? Text, (BusinessRecord Record, RecordFact Fact)? Frozen)> JudgeAsync(ContractLife contract, ContractAction action, CancellationToken cancellationToken)
    {
        if (action is not (ContractAction.Submit or ContractAction.Offer or ContractAction.Sign))
            return ([], null, null);

        var (terms, problems, rendered) = (contract.Terms, new List<Problem>(), default(Checked<ContractText>));
        var package = await PackageOfAsync(terms, cancellationToken).ConfigureAwait(false);
        if (action is ContractAction.Submit or ContractAction.Offer)
        {
            rendered = await RenderAsync(terms, package, cancellationToken).ConfigureAwait(false);
            problems.AddRange(rendered.Problems);
        }

        // Asked again when it is signed: another contract for the same account may have been signed since.
        problems.AddRange(await BesideAsync(terms, package, cancellationToken).ConfigureAwait(false));
        List<ContractLife> below = [.. (await BelowAsync(terms.MRid, terms.Version, cancellationToken).ConfigureAwait(false)).Select(static one => one.Contract)];
        if (ContractDecider.CheckFollows(terms, below) is { } unfit)
            problems.Add(unfit);

        // A package that is not there is missed by the wording and beside the books alike.
        problems = [.. problems.Distinct()];
        if (problems.Count > 0 || terms.Quantity is null)
            return (problems, rendered.Value, null);

        var decomposed = await DecomposeAsync(contract, below, cancellationToken).ConfigureAwait(false);
        return ([.. decomposed.Problems], rendered.Value, action == ContractAction.Sign && decomposed.Value is { } good ? DecompositionBook.ToRecord(good) : null);
    }

    /// <summary>What a version is decomposed into if it is signed today, or why it cannot be.</summary>
    private async Task<Checked<ContractDecomposition>> DecomposeAsync(ContractLife contract, IReadOnlyList<ContractLife> below, CancellationToken cancellationToken)
    {
        var terms = contract.Terms;
        var binding = below.Where(static one => ContractTransitions.HasBound(one.State)).TakeLast(1).ToList();
        var before = await _decompositions.WithAsync(binding, new(RecordKind.Decomposition) { Key = terms.MRid }, cancellationToken).ConfigureAwait(false);
        var newest = await records.FindAsync(RecordKind.Decomposition, terms.MRid, null, cancellationToken).ConfigureAwait(false);
        return ContractDecomposition.Freeze(
            terms, before.SingleOrDefault(), (newest?.Version ?? 0) + 1, string.Create(CultureInfo.InvariantCulture, $"{terms.MRid} version {terms.Version}, sha-256 {contract.Digest ?? "not fixed yet"}"), Today);
    }

    /// <summary>All versions of a contract, oldest first.</summary>
    public async Task<IReadOnlyList<StoredContract>> VersionsAsync(string number, CancellationToken cancellationToken) =>
        [.. (await records.ListAsync(new(RecordKind.Contract) { Key = number }, cancellationToken).ConfigureAwait(false)).Select(StoredContract.Of)];

    private async Task<IReadOnlyList<StoredContract>> BelowAsync(string number, int version, CancellationToken cancellationToken) =>
        version == 1 ? [] : [.. (await VersionsAsync(number, cancellationToken).ConfigureAwait(false)).Where(one => one.Contract.Terms.Version < version)];

    private async Task<Checked<ContractText>> RenderAsync(ContractTerms terms, PricePackage? package, CancellationToken cancellationToken) =>
        await _templates.FindAsync(terms.Template, terms.TemplateVersion, cancellationToken).ConfigureAwait(false) is { } template
            ? ContractText.Render(terms, template, package)
            : Checked.Bad<ContractText>([
                .. ContractRules.Check(terms),
                new(ProblemCodes.TemplateMissing, $"There is no template {terms.Template}/{terms.TemplateVersion}.", "template", $"Import it, or use one of {string.Join(", ", TemplateBook.Shipped.Select(static shipped => $"{shipped.Code}/{shipped.Version}"))}."),
            ]);

    private async Task<PricePackage?> PackageOfAsync(ContractTerms terms, CancellationToken cancellationToken) =>
        terms.Package is { } code ? await _packages.FindAsync(code, terms.PackageVersion, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>What is wrong with it beside the retailer's packages, customers and other contracts.</summary>
    private async Task<IReadOnlyList<Problem>> BesideAsync(ContractTerms terms, PricePackage? package, CancellationToken cancellationToken)
    {
        if (terms.Kind != ContractKind.Retail)
        {
            var originals = terms is { Kind: ContractKind.Transfer, Original: { } original } ? await VersionsAsync(original, cancellationToken).ConfigureAwait(false) : [];
            return ContractRules.CheckBeside(terms, package, "", Today, [.. originals.Select(static other => other.Contract).Where(static other => ContractTransitions.Binds(other.State)).Select(static other => other.Terms)]);
        }

        // What has ended binds on its days all the same: they are settled under it. A record's last day is the one on which it ended.
        var others = (await records.ReadAllAsync(
            new(RecordKind.Contract) { Within = (terms.ValidFrom.ToDateOnly(), terms.ValidTo.ToDateOnly()), Most = Page },
            static record => ContractTransitions.HasBound(Enum.Parse<ContractState>(record.State)) ? StoredContract.Of(record).Contract : null, cancellationToken).ConfigureAwait(false))
            .OfType<ContractLife>().Where(static other => other.LastDay >= other.Terms.ValidFrom).Select(static other => other.Terms with { ValidTo = other.LastDay }).ToList();
        var own = new List<MeteringAccount>();
        foreach (var account in terms.Accounts.Distinct())
            own.AddRange(await _customers.OfAsync(account.ToString(), cancellationToken).ConfigureAwait(false));

        var accounts = own.ToLookup(static account => new ContractAccount(account.AccountNumber, account.VoltageLevel));
        var problems = new List<Problem>();
        for (var i = 0; i < terms.Accounts.Count; i++)
            problems.AddRange(CheckAccount(terms, terms.Accounts[i], accounts[terms.Accounts[i]], $"accounts[{i}]"));

        var groups = terms.Accounts.SelectMany(account => accounts[account]).Select(static account => account.Industry).Distinct(StringComparer.Ordinal).ToList();
        foreach (var group in groups.Count == 0 ? [""] : groups)
            problems.AddRange(ContractRules.CheckBeside(terms, package, group, Today, others));

        return [.. problems.Distinct()];
    }

    private static IEnumerable<Problem> CheckAccount(ContractTerms terms, ContractAccount account, IEnumerable<MeteringAccount> served, string at)
    {
        var covering = served.FirstOrDefault(entry => entry.ServedFrom <= terms.ValidFrom && (entry.ServedTo is not { } last || last >= terms.ValidTo));
        if (covering is null)
            yield return new(ProblemCodes.ContractAccounts, $"{account} is no account that is served on all of these days.", at, "Import the account, or correct the period.");
        else if (!covering.MarketEligible)
            yield return new(ProblemCodes.ContractAccounts, $"{account} is not admitted to the market.", at, "Have the authority admit it first.");

        // Consents are asked of the contacts on record under the buyer's name: another name would be another person's word.
        if (covering is not null && !string.Equals(covering.CustomerName, terms.Buyer.Name, StringComparison.Ordinal))
            yield return new(ProblemCodes.ContractAccounts, $"{account} is not an account of {terms.Buyer.Name}.", at, "Write the buyer's name as in the customer file, or correct the account.");
    }
}
