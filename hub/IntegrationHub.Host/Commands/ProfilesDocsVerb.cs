using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Schemas;
using IntegrationHub.Schemas.Pages;

namespace IntegrationHub.Host.Commands;

/// <summary><c>ihub profiles docs DIR</c>: a page per shipped profile with its tree.</summary>
internal sealed class ProfilesDocsVerb : Verb
{
    private readonly Argument<string> _target = new("dir") { Description = "Folder for the pages; pages of the same name are replaced" };

    public override string Path => "profiles docs";

    public override string Description => "Write a page per profile that shows its tree";

    public override bool NeedsData => false;

    public override bool OffersJson => false;

    public override void Define(Command command) => command.Add(_target);

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var names = Directory.EnumerateFiles(SchemaSets.ShippedFolder, "*.xsd").Select(file => System.IO.Path.GetFileName(file)).ToList();
        var pages = ProfilePages.Generate(names, name => File.OpenRead(System.IO.Path.Combine(SchemaSets.ShippedFolder, name)));
        var target = Directory.CreateDirectory(context.Get(_target)!);
        foreach (var page in pages)
        {
            await File.WriteAllTextAsync(System.IO.Path.Combine(target.FullName, page.FileName), page.Markdown, cancellationToken);
        }

        context.Answer.Line($"{pages.Count} pages in {target.FullName}");
        return ExitCode.Ok;
    }
}
