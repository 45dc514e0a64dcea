using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Market;
using IntegrationHub.Host.Commands.Retail;
using IntegrationHub.Host.Output;
using IntegrationHub.Market;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Retail.CustomerSide;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Host.Commands.CustomerSide;

/// <summary><c>ihub publish list</c>: what everybody may read on the customers' pages, and what waits to be released.</summary>
internal sealed class PublishListVerb : RetailVerb
{
    public override string Path => "publish list";

    public override string Description => "List what everybody may read on the customers' pages";

    public override bool IsDefaultOfGroup => true;

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var articles = await bench.Book<ArticleBook>().ListAsync(cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(articles.Select(static listed => new
            {
                listed.Stored.Article.Key, listed.Stored.Article.Version, Kind = Words.Of(listed.Stored.Article.Kind), listed.Stored.Article.Title, State = listed.Shown, listed.Stored.Author, listed.Stored.ReleasedBy,
            }));
            return ExitCode.Ok;
        }

        var table = new TextTable("article", "version", "kind", "day", "state", "author", "released by", "title");
        foreach (var listed in articles)
        {
            var article = listed.Stored.Article;
            table.Row(article.Key, $"{article.Version}", Words.Of(article.Kind), LocalDatePattern.Iso.Format(article.On), listed.Shown, listed.Stored.Author, listed.Stored.ReleasedBy ?? "-", article.Title);
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub publish draft</c>: writes what another person then releases.</summary>
internal sealed class PublishDraftVerb : RetailVerb
{
    private readonly Argument<string> _key = new("key") { Description = "What it is known by: lower case letters, digits and dashes" };
    private readonly Argument<string> _file = new("file") { Description = "The text: paragraphs with empty lines between them, or - for standard input" };
    private readonly Option<string> _kind = new("--kind") { Description = $"What it is about: {string.Join(", ", Enum.GetValues<ArticleKind>().Select(Words.Of))}", HelpName = "KIND", Required = true };
    private readonly Option<string> _title = new("--title") { Description = "Its title, one line", HelpName = "TEXT", Required = true };
    private readonly Option<string> _language = new("--language") { Description = "zh or en", HelpName = "LANGUAGE", DefaultValueFactory = static _ => "zh" };
    private readonly Option<string[]> _packages = new("--package") { Description = "A package that it is about, with or without version; its prices stand below the text as tables. Several times for several", HelpName = "CODE[/VERSION]" };
    private readonly Option<string?> _on = new("--on") { Description = "The day it bears (default: today)", HelpName = "DAY" };

    public override string Path => "publish draft";

    public override string Description => "Write something for everybody to read; another person releases it";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_key);
        command.Add(_file);
        foreach (var option in new Option[] { _kind, _title, _language, _packages, _on })
        {
            command.Add(option);
        }
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var kind = Words.Parse<ArticleKind>(context.Get(_kind)!) ?? throw new WrongUseException($"--kind is one of {string.Join(", ", Enum.GetValues<ArticleKind>().Select(Words.Of))}");
        var text = (await MarketFiles.ReadTextAsync(context.Surroundings, context.Get(_file)!, 4 * ArticleRules.LongestText, cancellationToken)).ReplaceLineEndings("\n").Trim();
        var draft = new Article(context.Get(_key)!, 1, kind, context.Get(_language)!, context.Get(_title)!, text, Day(context));
        var written = await bench.Book<ArticleBook>().DraftAsync(draft, bench.Actor, cancellationToken, context.Get(_packages));
        if (written.Value is not { } stored || written.Problems.Count > 0)
        {
            return Refuse(context, written.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { stored.Article.Key, stored.Article.Version, stored.Author });
        }

        context.Answer.Line($"{stored.Article.Key} version {stored.Article.Version} is a draft; somebody else than {stored.Author} releases it: ihub publish release {stored.Article.Key} --as USER");
        return ExitCode.Ok;
    }

    private LocalDate Day(CommandContext context)
    {
        if (context.Get(_on) is not { } text)
        {
            return LocalDate.FromDateTime(context.Time.GetUtcNow().UtcDateTime);
        }

        var day = LocalDatePattern.Iso.Parse(text);
        return day.Success ? day.Value : throw new WrongUseException($"--on `{text}` is no day; write 2026-12-01");
    }
}

/// <summary>A step of an article that is there.</summary>
internal abstract class PublishStepVerb : RetailVerb
{
    private readonly Argument<string> _key = new("key") { Description = "What it is known by" };

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_key);
    }

    protected abstract string Done { get; }

    protected abstract Task<Checked<StoredArticle>> StepAsync(ArticleBook book, string key, string actor, CancellationToken cancellationToken);

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var done = await StepAsync(bench.Book<ArticleBook>(), context.Get(_key)!, bench.Actor, cancellationToken);
        if (done.Value is not { } stored || done.Problems.Count > 0)
        {
            return Refuse(context, done.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { stored.Article.Key, stored.Article.Version, stored.Author, stored.ReleasedBy, stored.Article.Withdrawn });
        }

        context.Answer.Line($"{stored.Article.Key} version {stored.Article.Version} {Done}");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub publish release</c>: the second person.</summary>
internal sealed class PublishReleaseVerb : PublishStepVerb
{
    public override string Path => "publish release";

    public override string Description => "Release what somebody else wrote, after the check for what is confidential";

    protected override string Done => "is released and on its way to the customers' pages";

    protected override Task<Checked<StoredArticle>> StepAsync(ArticleBook book, string key, string actor, CancellationToken cancellationToken) => book.ReleaseAsync(key, actor, cancellationToken);
}

/// <summary><c>ihub publish withdraw</c>.</summary>
internal sealed class PublishWithdrawVerb : PublishStepVerb
{
    public override string Path => "publish withdraw";

    public override string Description => "Take something off the customers' pages";

    protected override string Done => "is withdrawn";

    protected override Task<Checked<StoredArticle>> StepAsync(ArticleBook book, string key, string actor, CancellationToken cancellationToken) => book.WithdrawAsync(key, actor, cancellationToken);
}
