using System.CommandLine;
using System.Text.Json;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Market;
using IntegrationHub.Host.Output;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using NodaTime.Text;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary><c>ihub contract create</c>: a draft, or the next version of a contract as its amendment.</summary>
internal sealed class ContractCreateVerb : RetailVerb
{
    private readonly Argument<string> _file = new("file") { Description = "A contract as JSON, or - for standard input (docs/contracts.md)" };

    public override string Path => "contract create";

    public override string Description => "Draft a contract, or its next version";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_file);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var text = await MarketFiles.ReadTextAsync(context.Surroundings, context.Get(_file)!, ContractJson.LongestText, cancellationToken);
        var drafted = await bench.Book<ContractBook>().DraftAsync(text, bench.Actor, cancellationToken);
        return drafted.Value is { } contract && drafted.Problems.Count == 0 ? Done(context, contract) : Refuse(context, drafted.Problems);
    }

    /// <summary>Says where a contract stands now.</summary>
    internal static ExitCode Done(CommandContext context, StoredContract stored)
    {
        var (contract, terms) = (stored.Contract, stored.Contract.Terms);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { terms.MRid, terms.Version, State = Words.Of(contract.State), contract.Digest });
        }

        context.Answer.Line($"{terms.MRid} version {terms.Version} is {Words.Of(contract.State)}");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub contract list</c>: contracts with where they stand.</summary>
internal sealed class ContractListVerb : RetailVerb
{
    private readonly Option<string?> _state = new("--state") { Description = $"Those that are {string.Join(", ", Enum.GetValues<ContractState>().Select(Words.Of))}", HelpName = "STATE" };
    private readonly Option<string?> _on = new("--on") { Description = "Those that deliver on a day", HelpName = "YYYY-MM-DD" };

    public override string Path => "contract list";

    public override string Description => "List contracts";

    public override bool IsDefaultOfGroup => true;

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_state);
        command.Add(_on);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        ContractState? state = context.Get(_state) is { } word ? Words.Parse<ContractState>(word) ?? throw new WrongUseException($"`{word}` is no state of contracts") : null;
        var contracts = await bench.Book<ContractBook>().ListAsync(state, RetailArguments.Day(context.Get(_on), "--on"), cancellationToken);
        var rows = contracts.Select(static stored => new
        {
            stored.Contract.Terms.MRid,
            stored.Contract.Terms.Version,
            Kind = Words.Of(stored.Contract.Terms.Kind),
            State = Words.Of(stored.Contract.State),
            Seller = stored.Contract.Terms.Seller.Name,
            Buyer = stored.Contract.Terms.Buyer.Name,
            ValidFrom = LocalDatePattern.Iso.Format(stored.Contract.Terms.ValidFrom),
            ValidTo = LocalDatePattern.Iso.Format(stored.Contract.EndedOn ?? stored.Contract.Terms.ValidTo),
        }).ToList();
        if (context.Answer.IsJson)
        {
            context.Answer.Json(rows);
            return ExitCode.Ok;
        }

        var table = new TextTable("contract", "version", "kind", "state", "seller", "buyer", "from", "to");
        foreach (var row in rows)
        {
            table.Row(row.MRid, $"{row.Version}", row.Kind, row.State, row.Seller, row.Buyer, row.ValidFrom, row.ValidTo);
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}

/// <summary>A verb about one contract.</summary>
internal abstract class OneContractVerb : RetailVerb
{
    private readonly Argument<string> _number = new("number") { Description = "Number of the contract" };
    private readonly Option<int?> _version = new("--version") { Description = "Its version (default: the newest)", HelpName = "N" };

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_number);
        command.Add(_version);
    }

    protected string Number(CommandContext context) => context.Get(_number)!;

    protected int? Version(CommandContext context) => context.Get(_version);

    protected async Task<StoredContract> FindAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken) =>
        await bench.Book<ContractBook>().FindAsync(Number(context), Version(context), cancellationToken)
        ?? throw new RefusedException("RECORD_UNKNOWN", $"there is no such contract {Number(context)}", "See `ihub contract list`.");
}

/// <summary><c>ihub contract show</c>: a contract with its state and files; its terms are what <c>contract create</c> reads.</summary>
internal sealed class ContractShowVerb : OneContractVerb
{
    public override string Path => "contract show";

    public override string Description => "Show a contract";

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var contract = (await FindAsync(context, bench, cancellationToken)).Contract;
        var files = await bench.Book<AttachmentBook>().ListAsync(contract.Terms.MRid, cancellationToken);
        using var terms = JsonDocument.Parse(ContractJson.Write(contract.Terms));
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new
            {
                State = Words.Of(contract.State), contract.Author, contract.Digest, Terms = terms.RootElement, Next = ContractTransitions.From(contract.State).Select(Words.Of),
                Attachments = files.Select(static file => new { file.Number, file.Name, file.Sha256, Size = file.Content.Length }),
            });
            return ExitCode.Ok;
        }

        context.Answer.Line($"{contract.Terms.MRid} version {contract.Terms.Version} is {Words.Of(contract.State)}, written by {contract.Author}");
        context.Answer.Line($"digest   {contract.Digest ?? "-"}");
        context.Answer.Line($"possible {(ContractTransitions.IsFinal(contract.State) ? "-" : string.Join(", ", ContractTransitions.From(contract.State).Select(Words.Of)))}");
        foreach (var file in files)
        {
            context.Answer.Line($"file     {file.Number} {file.Name} {file.Sha256}");
        }

        context.Answer.Line(ContractJson.Write(contract.Terms));
        return ExitCode.Ok;
    }
}
