using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Portal.Pages.Tasks;

/// <summary>What somebody who decides has before his eyes. Its digest goes into the form, and the answer counts only while it is still the same.</summary>
/// <param name="Facts">What the case carries, and what the task was given.</param>
public sealed record TaskSheet(AskedTask Asked, ContextValue Facts, IReadOnlyList<CaseDocument> Documents)
{
    private static readonly string[] Deciding = ["decision", "digest", "signature"];

    public TaskRow Task => Asked.Task;

    public UserTask Node => Asked.Node;

    public string Address => $"/tasks/{Task.Instance:D}/{Task.Token}";

    /// <summary>SHA-256 over task, facts and texts, lower hexadecimal digits.</summary>
    public string Digest { get; } = DigestOf(Asked, Facts, Documents);

    /// <summary>The digest that the form asks for, where the text it is of stands on the page: nobody types it.</summary>
    public string? SignedDigest => Documents.Count == 1 ? Documents[0].Digest : null;

    /// <summary>Whether it signs or approves, so that the person is asked for the factors again.</summary>
    public bool NeedsConfirmation => !Node.Task.Excluded.IsEmpty || Node.Form.Fields.Any(static one => Deciding.Contains(one.Name));

    private static string DigestOf(AskedTask asked, ContextValue facts, IReadOnlyList<CaseDocument> documents)
    {
        var text = JsonSerializer.Serialize(new
        {
            asked.Task.Instance, asked.Task.Token, asked.Task.Node, asked.Task.Definition.Process, asked.Task.Definition.Version, Facts = ValueJson.Write(facts),
            Documents = documents.Select(static document => new { document.Name, document.Digest }),
        });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
