using System.CommandLine;
using System.Globalization;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Market;
using IntegrationHub.Host.Commands.Retail;
using IntegrationHub.Host.Output;
using IntegrationHub.Identity;
using IntegrationHub.Market;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Retail.Processes.CustomerSide;
using NodaTime.Text;

namespace IntegrationHub.Host.Commands.CustomerSide;

/// <summary><c>ihub survey list</c>: what customers are asked, and what waits to be released.</summary>
internal sealed class SurveyListVerb : RetailVerb
{
    public override string Path => "survey list";

    public override string Description => "List what customers are asked, the newest version of each survey";

    public override bool IsDefaultOfGroup => true;

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var surveys = await bench.Book<SurveyBook>().ListAsync(cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(surveys.Select(static listed => new
            {
                listed.Stored.Survey.Key, listed.Stored.Survey.Version, State = listed.Shown, listed.Stored.Survey.Title, Until = LocalDatePattern.Iso.Format(listed.Stored.Survey.Until), listed.Stored.Author, listed.Stored.ReleasedBy,
            }));
            return ExitCode.Ok;
        }

        var table = new TextTable("survey", "version", "state", "until", "questions", "asked", "author", "released by", "title");
        foreach (var listed in surveys)
        {
            var (stored, survey) = (listed.Stored, listed.Stored.Survey);
            table.Row(survey.Key, $"{survey.Version}", listed.Shown, LocalDatePattern.Iso.Format(survey.Until), $"{survey.Questions.Count}", stored.Customers.Count == 0 ? "all" : $"{stored.Customers.Count}", stored.Author, stored.ReleasedBy ?? "-", survey.Title);
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}

/// <summary>A look at one version of a survey; it is an event, as a look at its page is.</summary>
internal abstract class SurveyLookVerb : RetailVerb
{
    private readonly Argument<string> _key = new("key") { Description = "What it is known by" };
    private readonly Option<int?> _version = new("--version") { Description = "Its version (default: the newest)", HelpName = "N" };

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_key);
        command.Add(_version);
    }

    protected sealed override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var (book, key) = (bench.Book<SurveyBook>(), context.Get(_key)!);
        if (await book.FindAsync(key, context.Get(_version), cancellationToken) is not { } listed)
        {
            throw new RefusedException("SURVEY_UNKNOWN", $"there is no such survey {key}", "`ihub survey` lists them.");
        }

        await bench.Book<Looks>().RecordAsync(bench.Actor, "survey", exchange: null, string.Create(CultureInfo.InvariantCulture, $"{key}/{listed.Stored.Survey.Version}"), cancellationToken);
        Show(context.Answer, listed, await book.AnswersAsync(listed.Stored, cancellationToken));
        return ExitCode.Ok;
    }

    protected abstract void Show(Answer answer, ListedSurvey listed, IReadOnlyList<StoredSurveyAnswers> answers);
}

/// <summary><c>ihub survey show</c>: what is asked, as it is written, with the digest that releases it.</summary>
internal sealed class SurveyShowVerb : SurveyLookVerb
{
    public override string Path => "survey show";

    public override string Description => "Show what a survey asks and whom, with the digest by which it is released";

    protected override void Show(Answer answer, ListedSurvey listed, IReadOnlyList<StoredSurveyAnswers> answers)
    {
        var (stored, survey) = (listed.Stored, listed.Stored.Survey);
        if (answer.IsJson)
        {
            answer.Json(new
            {
                survey.Key, survey.Version, State = listed.Shown, survey.Title, Until = LocalDatePattern.Iso.Format(survey.Until), stored.Customers, stored.Author, stored.ReleasedBy, Answers = answers.Count,
                Questions = survey.Questions.Select(static question => new { Kind = Words.Of(question.Kind), question.Text, question.Choices }), Digest = stored.Digest(),
            });
            return;
        }

        answer.Line($"{survey.Key} version {survey.Version}, {listed.Shown}: {survey.Title}");
        answer.Line($"until {LocalDatePattern.Iso.Format(survey.Until)}, asked of {(stored.Customers.Count == 0 ? "every customer with a login" : string.Join(", ", stored.Customers))}; {Words.Count(answers.Count, "answer")}");
        answer.Line($"written by {stored.Author}{(stored.ReleasedBy is { } by ? $", released by {by}" : "")}");
        foreach (var question in survey.Questions)
        {
            answer.Line($"  {SurveyLines.Of(question)}");
        }

        answer.Line($"digest {stored.Digest()}");
    }
}

/// <summary><c>ihub survey results</c>: what was answered, question by question, without who answered.</summary>
internal sealed class SurveyResultsVerb : SurveyLookVerb
{
    public override string Path => "survey results";

    public override string Description => "Show what customers answered: counts of choices and scales, texts without who wrote them";

    protected override void Show(Answer answer, ListedSurvey listed, IReadOnlyList<StoredSurveyAnswers> answers)
    {
        var survey = listed.Stored.Survey;
        var results = SurveyBook.ResultsOf(survey, answers);
        if (answer.IsJson)
        {
            answer.Json(new
            {
                survey.Key, survey.Version, Answers = answers.Count,
                Questions = results.Select(static one => new { Kind = Words.Of(one.Question.Kind), one.Question.Text, Counts = one.Counts.Select(static count => new { count.Answer, count.Count }), one.Texts }),
            });
            return;
        }

        answer.Line($"{survey.Key} version {survey.Version}: {Words.Count(answers.Count, "answer")}");
        var table = new TextTable("question", "answer", "count");
        foreach (var (result, number) in results.Select(static (one, index) => (one, index + 1)))
        {
            foreach (var (given, count) in result.Counts)
            {
                table.Row($"{number}. {result.Question.Text}", given, $"{count}");
            }

            foreach (var text in result.Texts)
            {
                table.Row($"{number}. {result.Question.Text}", text.ReplaceLineEndings(" "), "");
            }
        }

        answer.Table(table);
    }
}

/// <summary><c>ihub survey create</c>: writes what another person then releases.</summary>
internal sealed class SurveyCreateVerb : RetailVerb
{
    private const int LongestFile = 64 * 1024;

    private readonly Argument<string> _key = new("key") { Description = "What it is known by: lower case letters, digits and dashes" };
    private readonly Argument<string> _file = new("file") { Description = "A question on each line, `choice: Which? | this | that`, `scale: How much?` or `text: Why?`; or - for standard input" };
    private readonly Option<string> _title = new("--title") { Description = "Its title, one line", HelpName = "TEXT", Required = true };
    private readonly Option<string> _until = new("--until") { Description = "Last day on which it is answered", HelpName = "DAY", Required = true };
    private readonly Option<string[]> _customers = new("--customer") { Description = "A customer that is asked (default: every one with a login). Several times for several", HelpName = "NAME" };

    public override string Path => "survey create";

    public override string Description => "Write a survey, or its next version; another person releases it";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_key);
        command.Add(_file);
        foreach (var option in new Option[] { _title, _until, _customers })
        {
            command.Add(option);
        }
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var until = LocalDatePattern.Iso.Parse(context.Get(_until)!);
        if (!until.Success)
        {
            throw new WrongUseException($"--until `{context.Get(_until)}` is no day; write 2026-12-31");
        }

        var (questions, problems) = SurveyLines.Read(await MarketFiles.ReadTextAsync(context.Surroundings, context.Get(_file)!, LongestFile, cancellationToken));
        if (problems.Count > 0)
        {
            return Refuse(context, problems);
        }

        var draft = new Survey(context.Get(_key)!, 1, context.Get(_title)!.Trim(), questions, until.Value);
        var written = await bench.Book<SurveyBook>().DraftAsync(draft, [.. (context.Get(_customers) ?? []).Distinct(StringComparer.Ordinal)], bench.Actor, cancellationToken);
        if (written.Value is not { } stored || written.Problems.Count > 0)
        {
            return Refuse(context, written.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { stored.Survey.Key, stored.Survey.Version, stored.Author, Digest = stored.Digest() });
            return ExitCode.Ok;
        }

        context.Answer.Line($"{stored.Survey.Key} version {stored.Survey.Version} is a draft; somebody else than {stored.Author} reads and releases it: ihub survey show {stored.Survey.Key}, ihub survey release {stored.Survey.Key} --digest DIGEST --as USER");
        return ExitCode.Ok;
    }
}

/// <summary>A step of a survey that is there.</summary>
internal abstract class SurveyStepVerb : RetailVerb
{
    private readonly Argument<string> _key = new("key") { Description = "What it is known by" };

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_key);
    }

    protected abstract string Done { get; }

    protected abstract Task<Checked<StoredSurvey>> StepAsync(CommandContext context, SurveyBook book, string key, string actor, CancellationToken cancellationToken);

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var done = await StepAsync(context, bench.Book<SurveyBook>(), context.Get(_key)!, bench.Actor, cancellationToken);
        if (done.Value is not { } stored || done.Problems.Count > 0)
        {
            return Refuse(context, done.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { stored.Survey.Key, stored.Survey.Version, stored.Author, stored.ReleasedBy, stored.Survey.Withdrawn });
            return ExitCode.Ok;
        }

        context.Answer.Line($"{stored.Survey.Key} version {stored.Survey.Version} {Done}");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub survey release</c>: the second person, of what was read.</summary>
internal sealed class SurveyReleaseVerb : SurveyStepVerb
{
    private readonly Option<string> _digest = new("--digest") { Description = "Digest of what was read, as `ihub survey show` prints it", HelpName = "SHA256", Required = true };

    public override string Path => "survey release";

    public override string Description => "Release what somebody else wrote, as it was read, after the check for what is confidential";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_digest);
    }

    protected override string Done => "is released and on its way to those who are asked";

    protected override Task<Checked<StoredSurvey>> StepAsync(CommandContext context, SurveyBook book, string key, string actor, CancellationToken cancellationToken) =>
        book.ReleaseAsync(key, context.Get(_digest)!, actor, cancellationToken);
}

/// <summary><c>ihub survey close</c>: before its day; what was answered stays.</summary>
internal sealed class SurveyCloseVerb : SurveyStepVerb
{
    public override string Path => "survey close";

    public override string Description => "Close a survey before its day; what was answered stays";

    protected override string Done => "is closed";

    protected override Task<Checked<StoredSurvey>> StepAsync(CommandContext context, SurveyBook book, string key, string actor, CancellationToken cancellationToken) => book.WithdrawAsync(key, actor, cancellationToken);
}
