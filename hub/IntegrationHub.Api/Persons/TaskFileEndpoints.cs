using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Api.Processes;
using IntegrationHub.Api.Retail;
using IntegrationHub.Identity;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Forms;
using IntegrationHub.Workflows.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Api.Persons;

/// <summary>Files that answer the form of a task: sent first, named in the answer by their receipt.</summary>
internal static class TaskFileEndpoints
{
    private const string Refused = "FORM_FILE";

    private static readonly SemaphoreSlim Places = new(SentFiles.MostAtOnce);

    public static void Map(RouteGroupBuilder api) => api.MapPost("/tasks/{instance:guid}/{token:int}/files", SendAsync).WithTags("tasks").WithName("sendTaskFile").WithOnlySignedIn().ForPersons(Permission.DoTasks)
        .WithSummary("Takes a file, the body of the request, that answers the form of a task; its receipt is the answer of this session").Accepts<Stream>("application/octet-stream")
        .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<Results<Ok<FileReceipt>, ProblemHttpResult>> SendAsync(HttpContext http, IRequestActor actors, IProcessPolicy policy, ProcessEngine engine, SentFiles files, Guid instance, int token, CancellationToken cancellation)
    {
        var person = http.Features.GetRequiredFeature<PersonRequest>();
        if (await actors.FindAsync(http) is not { } actor)
        {
            return Problems.NoActor;
        }

        // Of nobody who may not answer the form anyway a file is taken.
        if (await engine.WhyNotAsync(instance, token, actor, cancellation) is { } held)
        {
            return Problems.Of([held]);
        }

        if ((await engine.FindTaskAsync(instance, token, actor, cancellation)).Value is not { } asked || !CaseReach.Of(http, actor, policy).Decides(asked.Task.Definition.Process))
        {
            return Problems.Of([ProcessEngine.NotOpen(token)]);
        }

        if (asked.Node.Form.Fields.All(static field => field.Type != FieldType.Attachment))
        {
            return Problems.Of([new Finding(Refused, "", "", 0, "The form of this task asks for no file.", "Look at the form.")]);
        }

        await Places.WaitAsync(cancellation);
        try
        {
            return await RetailApi.OctetsAsync(http, SentFiles.MostBytes) is not { } octets ? Problems.TooLarge("A file has at most 8 MiB.")
                : octets.Length == 0 ? Problems.Of([new Finding(Refused, "", "", 0, "The file is empty.", "Send 1 octet to 8 MiB.")])
                : TypedResults.Ok(new FileReceipt(ReceiptOf(await files.KeepAsync(person.Who!.Account, octets, cancellation), person.Token!)));
        }
        finally
        {
            Places.Release();
        }
    }

    /// <summary>An answer with the ids behind its receipts, or what is wrong: nobody names a file that he did not send in this session.</summary>
    public static (ContextValue Answer, IReadOnlyList<Finding> Findings) Resolve(FormSchema form, ContextValue answer, SessionToken token)
    {
        var findings = new List<Finding>();
        foreach (var field in form.Fields.Where(static field => field.Type == FieldType.Attachment))
        {
            if (answer[field.Name] is not TextValue { Text: var receipt })
            {
                continue;
            }

            if (IdOf(receipt, token) is { } id)
            {
                answer = answer.With(field.Name, Value.Of(id.ToString("D")));
            }
            else
            {
                findings.Add(new Finding(Refused, field.Name, "", 0, "This is no receipt of a file that was sent in this session.", "Send the file to …/files first, and name its receipt."));
            }
        }

        return (answer, findings);
    }

    private static string ReceiptOf(Guid id, SessionToken token) => $"{id:N}.{Seal(id, token)}";

    private static Guid? IdOf(string receipt, SessionToken token) =>
        receipt.Split('.') is [var id, var seal] && Guid.TryParseExact(id, "N", out var named) && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(seal), Encoding.ASCII.GetBytes(Seal(named, token))) ? named : null;

    private static string Seal(Guid id, SessionToken token) => Base64Url.EncodeToString(HMACSHA256.HashData(token.Octets, Encoding.ASCII.GetBytes($"task-file {id:N}")));
}

/// <param name="Receipt">Answers the field of the form; good in the session that sent the file.</param>
public sealed record FileReceipt(string Receipt);
