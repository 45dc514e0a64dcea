using System.Text.Json.Serialization;
using IntegrationHub.Market.Decomposition;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Market.Contracts;

/// <summary>A version of a contract with where it stands.</summary>
/// <param name="Terms">What it says.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Digest">Digest of the text that is offered; null before.</param>
/// <param name="EndedOn">Last day it binds, where it was terminated; else null.</param>
public sealed record ContractLife(ContractTerms Terms, ContractState State, string Author, string? Digest = null, LocalDate? EndedOn = null)
{
    /// <summary>The case that it goes through, from its submission on; null for a draft, and for one that goes by hand. No other case does anything with it.</summary>
    public Guid? Case { get; init; }

    /// <summary>Why it was ended before its last day, and by whom; null where it was not.</summary>
    public ContractTermination? Termination { get; init; }

    /// <summary>What it was decomposed into when it was signed; null where that is not read, or was not kept. It lies beside the contract, not in it.</summary>
    [JsonIgnore]
    public ContractDecomposition? Frozen { get; init; }

    /// <summary>Its energy by months, days and intervals: as it was frozen, else as its terms say; null where it agrees on none.</summary>
    [JsonIgnore]
    public ContractDecomposition? Decomposition => Frozen ?? ContractDecomposition.Of(Terms);

    /// <summary>The same where it was frozen or its quantity can be decomposed, else everything that is wrong with the quantity; neither where it agrees on none.</summary>
    public Checked<ContractDecomposition> Decompose() =>
        Frozen is null && Terms.ToQuantity()?.Check().ToList() is { Count: > 0 } wrong ? Checked.Bad<ContractDecomposition>(wrong) : new(Decomposition, []);

    /// <summary>Of a version that is signed and not accepted yet: the last day that a version that was accepted has, after which it binds; null for none. It follows from all versions (<see cref="EachDayOnce"/>) and is not kept.</summary>
    [JsonIgnore]
    public LocalDate? BindsAfter { get; init; }

    /// <summary>Last day it binds: that of its terms, or an earlier one on which it was ended; the day before its first where it was ended before it began.</summary>
    public LocalDate LastDay => EndedOn ?? Terms.ValidTo;

    /// <summary>True when it binds the two sides on a day.</summary>
    public bool BindsOn(LocalDate day) => ContractTransitions.HasBound(State) && Terms.DeliversOn(day) && day <= LastDay && !(day <= BindsAfter);

    /// <summary>What it brings in a month: energy of the days on which it binds.</summary>
    public Energy EnergyOf(BillingMonth month) => Decomposition?.EnergyOf(month, BindsOn) ?? Energy.Zero;

    /// <summary>What it agrees on for a month, whether or not it was ended before.</summary>
    public Energy AgreedOn(BillingMonth month) => Decomposition?.EnergyOf(month, Terms.DeliversOn) ?? Energy.Zero;

    /// <summary>True when a later version begins within the days of these terms: once it is in force, this one ends on the day before.</summary>
    public bool IsAmendedBy(ContractLife later) => Terms.DeliversOn(later.Terms.ValidFrom);

    /// <summary>
    /// Versions of one contract so that each day is under one of them: under the newest that was accepted, whether or not the earlier one was ended by then; under one that is signed and not accepted yet only on days that no
    /// accepted one has. Those that have no day left still stand among them.
    /// </summary>
    /// <param name="versions">The versions, oldest first: at least those that bind on the days that will be asked for.</param>
    public static IReadOnlyList<ContractLife> EachDayOnce(IReadOnlyList<ContractLife> versions)
    {
        if (versions.Count < 2)
            return versions;

        var accepted = versions.Where(static one => ContractTransitions.HasBound(one.State) && !one.IsOpen)
            .Select(one => versions.Where(later => later.Terms.Version > one.Terms.Version && !later.IsOpen && ContractDecider.IsSuccessor(later) && one.IsAmendedBy(later)).Select(static later => later.Terms.ValidFrom.PlusDays(-1))
                .Where(last => last < one.LastDay).Select(static last => (LocalDate?)last).Min() is { } ends ? one with { EndedOn = ends } : one).ToList();
        return
        [
            .. versions.Select(one => !one.IsOpen
                ? accepted.Find(other => other.Terms.Version == one.Terms.Version) ?? one
                : one with { BindsAfter = accepted.Where(other => other.Terms.ValidFrom <= one.Terms.ValidTo && other.LastDay >= one.Terms.ValidFrom).Select(static other => (LocalDate?)other.LastDay).Max() }),
        ];
    }

    /// <summary>Signed by both sides, and not accepted yet.</summary>
    private bool IsOpen => State is ContractState.Signed or ContractState.Filed;
}

/// <summary>How a contract was ended before its last day.</summary>
/// <param name="Reason">Why, in words.</param>
/// <param name="NoticeOn">Day on which notice was given; null where none was needed.</param>
/// <param name="ProposedBy">Who wanted it.</param>
/// <param name="ApprovedBy">Who agreed: another person.</param>
/// <param name="Case">The case that it went through.</param>
public sealed record ContractTermination(string Reason, LocalDate? NoticeOn, string ProposedBy, string ApprovedBy, Guid? Case);

/// <summary>Something that shall happen to a contract.</summary>
/// <param name="Action">What.</param>
/// <param name="Actor">Who does it.</param>
/// <param name="Today">The market's day.</param>
/// <param name="Digest">Digest of the text that the actor saw: needed to offer, agree and sign.</param>
/// <param name="Reason">Why, in words: needed to reject, decline, send back, refuse, terminate.</param>
/// <param name="On">Last day of a contract that is terminated.</param>
/// <param name="Problems">What is wrong with the contract; nothing may be, to submit, offer and sign.</param>
/// <param name="Successor">With <see cref="ContractAction.Amend"/>, <see cref="ContractAction.Terminate"/> and <see cref="ContractAction.Expire"/>: the later version, signed by both sides; null where there is none.</param>
public sealed record ContractCommand(
    ContractAction Action, string Actor, LocalDate Today, string? Digest = null, string? Reason = null, LocalDate? On = null, IReadOnlyList<Problem>? Problems = null, ContractLife? Successor = null)
{
    /// <summary>With <see cref="ContractAction.Submit"/>: the case that it goes through from now on.</summary>
    public Guid? Case { get; init; }

    /// <summary>With <see cref="ContractAction.Terminate"/>: how it is ended.</summary>
    public ContractTermination? Termination { get; init; }

    /// <summary>Other names that the person who acts has accounts under: four eyes are two persons'.</summary>
    public IReadOnlyList<string> OtherAccounts { get; init; } = [];

    /// <summary>What shows that it was done, with the steps that others do (<see cref="EvidenceRules"/>).</summary>
    public ContractEvidence? Evidence { get; init; }
}

/// <summary>What happened to a contract, for its history and the ledger.</summary>
public sealed record ContractEvent(
    ContractAction Action, ContractState From, ContractState To, string MRid, int Version, string Actor, string? Digest, string? Reason, LocalDate? On);

/// <summary>The contract afterwards with what happened; or why it did not happen.</summary>
public sealed record ContractDecision(ContractLife? After, ContractEvent? Event, IReadOnlyList<Problem> Problems);

/// <summary>Decides what becomes of a contract.</summary>
public static class ContractDecider
{
    private static readonly HashSet<ContractAction> WithDigest = [ContractAction.Offer, ContractAction.Agree, ContractAction.Sign];

    private static readonly HashSet<ContractAction> WithReason =
        [ContractAction.Reject, ContractAction.Decline, ContractAction.SendBack, ContractAction.AskForChanges, ContractAction.RefuseFiling, ContractAction.Terminate];

    public static ContractDecision Decide(ContractLife contract, ContractCommand command)
    {
        if (ContractTransitions.Next(contract.State, command.Action) is not { } next)
        {
            var allowed = ContractTransitions.From(contract.State).ToList();
            return new(null, null, [new(
                ProblemCodes.ContractTransition,
                $"{Name(contract)} is {contract.State}; {command.Action} is not possible.",
                "",
                allowed.Count == 0 ? "Its life is over; make a new contract." : $"Possible are {string.Join(", ", allowed)}.")]);
        }

        var problems = new List<Problem>();
        if (command.Action is ContractAction.Submit or ContractAction.Offer or ContractAction.Sign)
            problems.AddRange(command.Problems ?? []);

        if (command.Action is ContractAction.Offer or ContractAction.Sign && (command.Actor == contract.Author || command.OtherAccounts.Contains(contract.Author)))
            problems.Add(new(ProblemCodes.ContractFourEyes, $"{command.Actor} wrote {Name(contract)}.", "actor", "Have somebody else do it."));

        CheckDigest(contract, command, problems);
        if (WithReason.Contains(command.Action) && string.IsNullOrWhiteSpace(command.Reason))
            problems.Add(new(ProblemCodes.ContractReason, $"{command.Action} needs a reason.", "reason", "Say why."));

        CheckDays(contract, command, problems);
        if (command.Action == ContractAction.Terminate)
            CheckNotice(contract, command, problems);

        if (EvidenceRules.Check(contract, command.Action, command.Evidence) is { } unshown)
            problems.Add(unshown);

        if (command.Action == ContractAction.Amend)
            CheckSuccessor(contract, command.Successor, problems);
        else if (command.Successor is { } later)
            CheckLater(contract, command.Action, later, problems);

        if (problems.Count > 0)
            return new(null, null, problems);

        var after = contract with
        {
            State = next,
            Case = next == ContractState.Draft ? null : command.Action == ContractAction.Submit ? command.Case : contract.Case,
            Digest = next is ContractState.Draft or ContractState.InReview ? null : command.Action == ContractAction.Offer ? command.Digest : contract.Digest,
            Termination = command.Action == ContractAction.Terminate ? command.Termination : contract.Termination,
            EndedOn = command.Action switch
            {
                ContractAction.Terminate => command.On,
                ContractAction.Amend => command.Successor!.Terms.ValidFrom.PlusDays(-1),
                _ => contract.EndedOn,
            },
        };
        return new(after, new(command.Action, contract.State, next, contract.Terms.MRid, contract.Terms.Version, command.Actor, after.Digest ?? contract.Digest, command.Reason, after.EndedOn), []);
    }

    private static void CheckDigest(ContractLife contract, ContractCommand command, List<Problem> problems)
    {
        if (!WithDigest.Contains(command.Action))
            return;

        if (command.Digest is not { Length: 64 } digest || !digest.All(char.IsAsciiHexDigitLower))
            problems.Add(new(ProblemCodes.ContractDigest, "The digest of the text is missing or none.", "digest", "Render the contract, and give the digest of what was shown."));
        else if (command.Action != ContractAction.Offer && digest != contract.Digest)
            problems.Add(new(ProblemCodes.ContractDigest, "What was shown is not what was offered.", "digest", "Show the offered text, and have it signed again."));
    }

    private static void CheckDays(ContractLife contract, ContractCommand command, List<Problem> problems)
    {
        var terms = contract.Terms;
        switch (command.Action)
        {
            case ContractAction.Offer or ContractAction.Agree or ContractAction.Sign when command.Today > terms.ValidTo:
                problems.Add(new(ProblemCodes.ContractDay, $"Its last day was {terms.ValidTo:uuuu-MM-dd}.", "validTo", "Draft it anew for days to come."));
                break;
            case ContractAction.Expire when command.Today <= terms.ValidTo:
                problems.Add(new(ProblemCodes.ContractDay, $"Its last day is {terms.ValidTo:uuuu-MM-dd}.", "validTo", "Terminate it if it shall end earlier."));
                break;
            case ContractAction.Terminate when command.On is not { } last || last < terms.ValidFrom.PlusDays(-1) || last >= terms.ValidTo || last < command.Today.PlusDays(-1):
                problems.Add(new(ProblemCodes.ContractDay, "The day of the termination is missing, past, or not before its last day.", "on", $"Enter a day from {Later(command.Today.PlusDays(-1), terms.ValidFrom.PlusDays(-1)):uuuu-MM-dd} to {terms.ValidTo.PlusDays(-1):uuuu-MM-dd}."));
                break;
        }
    }

    /// <summary>Where the contract agrees on days of notice, so many lie between the notice and the last day.</summary>
    private static void CheckNotice(ContractLife contract, ContractCommand command, List<Problem> problems)
    {
        if (contract.Terms.Notice is not { } agreed || command.On is not { } last)
            return;

        // Terms from before the days were checked: what they mean is for people to say, not to be taken as no notice.
        if (contract.Terms.NoticeDays is not { } days)
            problems.Add(new(ProblemCodes.ContractNotice, $"{Name(contract)} agrees on \"{agreed}\" as days of notice, which is no number from 0 to {ContractTerms.MostNoticeDays}.", $"parameters.{ContractTerms.NoticeParameter}", "Amend it: have a next version with the days in digits signed, and terminate that one."));
        else if (command.Termination?.NoticeOn is not { } notice)
            problems.Add(new(ProblemCodes.ContractNotice, $"{Name(contract)} is ended with {days} days of notice, and no notice is named.", "noticeOn", "Give the day on which notice was given."));
        else if (notice > command.Today)
            problems.Add(new(ProblemCodes.ContractNotice, $"Notice on {notice:uuuu-MM-dd} has not been given yet.", "noticeOn", "Give notice first."));
        else if (last < notice.PlusDays(days))
            problems.Add(new(ProblemCodes.ContractNotice, $"Between notice on {notice:uuuu-MM-dd} and {last:uuuu-MM-dd} lie fewer than {days} days.", "on", $"The first last day is {notice.PlusDays(days):uuuu-MM-dd}."));
    }

    /// <summary>
    /// Whether a version can follow the earlier ones of its contract; null where it can. The newest that is in force or expired it takes the place of, so it begins no earlier than that one; what was terminated or
    /// amended stays as it is, so it begins when that is over.
    /// </summary>
    /// <param name="next">The version.</param>
    /// <param name="earlier">The earlier ones, oldest first.</param>
    public static Problem? CheckFollows(ContractTerms next, IReadOnlyList<ContractLife> earlier)
    {
        if (earlier.LastOrDefault(IsReplaceable) is { } before && next.ValidFrom < before.Terms.ValidFrom)
            return new(ProblemCodes.ContractDay, $"It begins on {next.ValidFrom:uuuu-MM-dd}, before {Name(before)}, which binds from {before.Terms.ValidFrom:uuuu-MM-dd}.", "validFrom", "Let it begin later, or terminate the version in force.");

        var ended = earlier.Where(static one => one.State is ContractState.Terminated or ContractState.Amended && one.LastDay >= one.Terms.ValidFrom);
        return ended.LastOrDefault(one => one.LastDay >= next.ValidFrom && one.Terms.ValidFrom <= next.ValidTo) is { } bound
            ? new(ProblemCodes.ContractDay, $"It begins on {next.ValidFrom:uuuu-MM-dd}, and {Name(bound)} binds until {bound.LastDay:uuuu-MM-dd}.", "validFrom", $"Let it begin on {bound.LastDay.PlusDays(1):uuuu-MM-dd} or later.")
            : null;
    }

    /// <summary>True for a version whose place a later one can take.</summary>
    public static bool IsReplaceable(ContractLife contract) => contract.State is ContractState.InForce or ContractState.Expired;

    /// <summary>True for a version that takes the place of an earlier one: it binds from its first day on.</summary>
    public static bool IsSuccessor(ContractLife later) => later.BindsOn(later.Terms.ValidFrom);

    /// <summary>A contract whose days a later version shares is amended, not ended in another way: else both bind on them. One that is on its way is waited for.</summary>
    private static void CheckLater(ContractLife contract, ContractAction action, ContractLife later, List<Problem> problems)
    {
        var open = later.State is ContractState.Signed or ContractState.Filed;
        if (action is not (ContractAction.Terminate or ContractAction.Expire) || !(contract.IsAmendedBy(later) || (open && action == ContractAction.Terminate)))
            return;

        problems.Add(new(
            ProblemCodes.ContractLaterVersion, $"{Name(later)} is {later.State} and begins on {later.Terms.ValidFrom:uuuu-MM-dd}.", "version",
            open ? $"Wait until {Name(later)} is in force, or send it back; then go on." : $"Amend {Name(contract)}: it ends on the day before {Name(later)} begins."));
    }

    private static void CheckSuccessor(ContractLife contract, ContractLife? successor, List<Problem> problems)
    {
        if (successor is null || successor.Terms.MRid != contract.Terms.MRid || successor.Terms.Version <= contract.Terms.Version || !IsSuccessor(successor))
            problems.Add(new(ProblemCodes.ContractVersion, $"There is no later version of {contract.Terms.MRid} that both sides signed.", "version", "Draft the amendment and have it signed."));
        else if (!contract.IsAmendedBy(successor))
            problems.Add(new(ProblemCodes.ContractDay, $"The later version begins on {successor.Terms.ValidFrom:uuuu-MM-dd}, outside the days of this one.", "validFrom", "Let it begin within them."));
    }

    private static LocalDate Later(LocalDate one, LocalDate other) => one > other ? one : other;

    private static string Name(ContractLife contract) => $"{contract.Terms.MRid} version {contract.Terms.Version}";
}
